package main

import (
	"context"
	"os"

	"github.com/jackc/pgx/v5"
)

func connect(ctx context.Context) (*pgx.Conn, error) {
	return pgx.Connect(ctx, os.Getenv("REDSHIFT_URL")+"?sslmode=disable")
}

// work

func main() {
	ctx := context.Background()
	connection, err := connect(ctx)
	check(err)
	defer connection.Close(ctx)
	send(ctx, connection, "create table sent (id int, price numeric(8, 2), at timestamp, item varchar(20))")
	batch := &pgx.Batch{}
	batch.Queue("insert into sent values ($1, $2, $3, $4)", 1, "2.50", "2026-01-05 06:07:08", "bow")
	batch.Queue("truncate sent")
	batch.Queue("insert into sent values ($1, $2, $3, $4)", 2, "0.25", "2026-01-05 06:07:08", "bolt")
	batch.Queue("select count(*) from sent")
	results := connection.SendBatch(ctx, batch)
	for range 3 {
		_, err = results.Exec()
		check(err)
	}
	var count int64
	check(results.QueryRow().Scan(&count))
	check(results.Close())
	expect(count == 1, "one row is left of two, as the first was truncated")

	failing := &pgx.Batch{}
	failing.Queue("insert into sent values (3, 1, null, null)")
	failing.Queue("copy missing from 's3://nothing/' iam_role default")
	failing.Queue("insert into sent values (4, 1, null, null)")
	expect(connection.SendBatch(ctx, failing).Close() != nil, "a batch with a statement that fails fails")
	var item string
	check(connection.QueryRow(ctx, "select item from sent order by id desc limit 1").Scan(&item))
	expect(item == "bolt", "the session goes on, and nothing of the batch that failed stays")

	transaction, err := connection.Begin(ctx)
	check(err)
	_, err = transaction.Exec(ctx, "delete from sent where price < $1", "9")
	check(err)
	check(transaction.Rollback(ctx))
	check(connection.QueryRow(ctx, "select count(*) from sent").Scan(&count))
	expect(count == 1, "what is rolled back stays as it was")
}

func send(ctx context.Context, connection *pgx.Conn, text string) {
	_, err := connection.Exec(ctx, text)
	check(err)
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func expect(holds bool, demand string) {
	if !holds {
		panic("this does not hold: " + demand)
	}
}
