import os
import asyncpg

def pool():
    return asyncpg.create_pool(os.environ["REDSHIFT_URL"], ssl="disable", min_size=1, max_size=2)

# work
import asyncio

async def work():
    async with pool() as connections:
        await connections.execute("create table pooled (n int)")
        for n in range(5):
            await connections.execute("insert into pooled values ($1)", n)
        assert await connections.fetchval("select count(*) from pooled") == 5

asyncio.run(work())
