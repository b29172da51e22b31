"""Makes each event on standard input, one a line, of the classes of OpenLineage's own client, and
expects that client to send the same. Fails at a member that it does not know, or at a value that it refuses."""

import importlib
import json
import pkgutil
import sys
import typing

import attr
from openlineage.client import event_v2, generated
from openlineage.client.generated import base
from openlineage.client.serde import Serde

MODULES = [
    importlib.import_module(f"{generated.__name__}.{module.name}")
    for module in pkgutil.iter_modules(generated.__path__)
]


def class_of(schema_url):
    name = schema_url.rsplit("/", 1)[1]
    for module in MODULES:
        if hasattr(module, name):
            return getattr(module, name)
    raise LookupError(f"the client knows no {name}")


def made(kind, value):
    """Returns `value` as what a member of this type must be."""
    options = [kind, *typing.get_args(kind)]
    if isinstance(value, list):
        inner = next(typing.get_args(option)[0] for option in options if typing.get_origin(option) is list)
        return [made(inner, each) for each in value]
    if not isinstance(value, dict):
        return value
    for option in options:
        if typing.get_origin(option) is dict:
            return {key: made(typing.get_args(option)[1], each) for key, each in value.items()}
        if attr.has(option):
            return instance(option, value)
    raise TypeError(f"{value} is no {kind}")


def instance(cls, members):
    if "_schemaURL" in members:
        cls = class_of(members["_schemaURL"])
        expected = cls._get_schema()
        assert members["_schemaURL"] == expected, f'{members["_schemaURL"]} is not {expected}'
    types = typing.get_type_hints(cls)
    given = {
        name: made(types[name], value)
        for name, value in members.items()
        if name not in ("_producer", "_schemaURL", "producer", "schemaURL")
    }
    producer = members.get("_producer", members.get("producer"))
    return cls(**given, **({"producer": producer} if producer else {}))


count = 0
for line in sys.stdin:
    event = json.loads(line)
    assert event["schemaURL"] == base.RunEvent._get_schema(), event["schemaURL"]
    rebuilt = instance(event_v2.RunEvent, event)
    rebuilt.eventType = event_v2.RunState(event["eventType"])
    sent = json.loads(Serde.to_json(rebuilt))
    strip = lambda value: (
        {k: strip(v) for k, v in value.items() if v not in (None, [], {})}
        if isinstance(value, dict)
        else [strip(each) for each in value]
        if isinstance(value, list)
        else value
    )
    assert strip(sent) == strip(event), f"the client would send {json.dumps(strip(sent))}, not {line}"
    count += 1
print(count)
