"""`dcat.jsonld` and `dcat.ttl`: the catalogue of the package, by DCAT-AP-LT 2.0.

Both are written from the same nodes, so that they say the same.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pazanga.texts import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dashboard.package.publisher import Publisher
    from warehouse.snapshots import Snapshot

    Node = dict[str, Any]

FILES: Final = {"jsonld": "dcat.jsonld", "ttl": "dcat.ttl"}
PREFIXES: Final = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AUTHORITY: Final = "http://publications.europa.eu/resource/authority"
_MEDIA: Final = "https://www.iana.org/assignments/media-types"
_STANDARDS: Final = {
    "https://ivpk.github.io/DCAT-AP-LT/v2.0/": "DCAT-AP-LT 2.0",
    "https://ivpk.github.io/dsa/1.1/": "DSA 1.1",
    "https://datapackage.org/": "Data Package 2",
}
SCHEMAS: Final = ("marts", "reports")


def describe_catalogue(
    snapshot: Snapshot,
    resources: Sequence[Mapping[str, Any]],
    publisher: Publisher,
    municipalities: Mapping[str, str],
) -> list[Node]:
    """Describe a package as a catalogue of data sets, a node each.

    Args:
        snapshot: What is in it.
        resources: Its files, as its descriptor describes them.
        publisher: Who publishes it, and where.
        municipalities: Their names by language, for who has no name of its own.
    """
    base = publisher.address
    issued = _literal(snapshot.published_at.isoformat(), "xsd:dateTime")
    agent: Node = {
        "@id": f"{base}#publisher",
        "@type": "foaf:Agent",
        "foaf:name": _name(publisher, municipalities),
    }
    catalogue = {
        "@id": f"{base}#catalogue",
        "@type": "dcat:Catalog",
        "dct:identifier": _literal(publisher.dataset),
        "dct:title": _say("package.title"),
        "dct:description": _say("package.description"),
        "dct:publisher": _link(agent["@id"]),
        "dct:issued": issued,
        "dct:modified": issued,
        "dct:language": [
            _link(f"{_AUTHORITY}/language/{one}") for one in ("LIT", "ENG")
        ],
        "dct:spatial": _link(f"{_AUTHORITY}/country/LTU"),
        "dcat:themeTaxonomy": _link(f"{_AUTHORITY}/data-theme"),
        "dcat:dataset": [_link(f"{base}#{schema}") for schema in SCHEMAS],
        **_licence(publisher),
    }
    datasets = [
        _describe_dataset(schema, snapshot, resources, publisher, agent["@id"])
        for schema in SCHEMAS
    ]
    files = [_describe_file(one, publisher, issued) for one in resources]
    return [catalogue, agent, *datasets, *files, *_describe_shared(publisher)]


def _describe_dataset(
    schema: str,
    snapshot: Snapshot,
    resources: Sequence[Mapping[str, Any]],
    publisher: Publisher,
    agent: str,
) -> Node:
    base = publisher.address
    issued = _literal(snapshot.published_at.isoformat(), "xsd:dateTime")
    own = [one for one in resources if one["name"].startswith(f"{schema}.")]
    contact = (
        {"dcat:contactPoint": _link(f"{base}#contact")} if publisher.contact else {}
    )
    return {
        "@id": f"{base}#{schema}",
        "@type": "dcat:Dataset",
        "dct:identifier": _literal(f"{publisher.dataset}/{schema}"),
        "dct:title": _say(f"dcat.{schema}.title"),
        "dct:description": _say(f"dcat.{schema}.description"),
        "dct:conformsTo": [*map(_link, _STANDARDS), _link(f"{base}#law")],
        "dct:publisher": _link(agent),
        "dct:issued": issued,
        "dct:modified": issued,
        "dct:spatial": _link(f"{_AUTHORITY}/country/LTU"),
        "dcat:theme": [
            _link(f"{_AUTHORITY}/data-theme/{one}") for one in ("EDUC", "GOVE")
        ],
        "dcat:keyword": _list_keywords(),
        "dcat:distribution": [_link(f"{base}#{one['name']}") for one in own],
        "adms:versionNotes": _literal(snapshot.name),
        **(contact if publisher.contact else {}),
    }


def _describe_file(
    resource: Mapping[str, Any], publisher: Publisher, issued: Node
) -> Node:
    """Describe a file of a table as a distribution of its data set."""
    base, address = publisher.address, f"{publisher.address}{resource['path']}"
    csv_format = {"dct:format": _link(f"{_AUTHORITY}/file-type/CSV")}
    return {
        "@id": f"{base}#{resource['name']}",
        "@type": "dcat:Distribution",
        "dct:title": _literal(resource["name"]),
        "dct:description": _literal(resource["description"], language="en"),
        "dcat:accessURL": _link(address),
        "dcat:downloadURL": _link(address),
        "dcat:mediaType": _link(f"{_MEDIA}/{resource['mediatype']}"),
        "dcat:byteSize": _literal(str(resource["bytes"]), "xsd:nonNegativeInteger"),
        "dct:issued": issued,
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _link(
                "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
            ),
            "spdx:checksumValue": _literal(
                resource["hash"].removeprefix("sha256:"), "xsd:hexBinary"
            ),
        },
        **(csv_format if resource["format"] == "csv" else {}),
        **_licence(publisher),
    }


def _describe_shared(publisher: Publisher) -> Iterator[Node]:
    """Yield what data sets point at: standards, the law, whom to ask."""
    for address, title in _STANDARDS.items():
        yield {"@id": address, "@type": "dct:Standard", "dct:title": _literal(title)}
    yield {
        "@id": f"{publisher.address}#law",
        "@type": "dct:Standard",
        "dct:title": _say("dcat.law"),
    }
    if publisher.licence:
        yield {"@id": publisher.licence, "@type": "dct:LicenseDocument"}
    if publisher.contact:
        yield {
            "@id": f"{publisher.address}#contact",
            "@type": "vcard:Kind",
            "vcard:hasEmail": _link(f"mailto:{publisher.contact}"),
        }


def _licence(publisher: Publisher) -> Node:
    return {"dct:license": _link(publisher.licence)} if publisher.licence else {}


def _name(publisher: Publisher, municipalities: Mapping[str, str]) -> list[Node]:
    if publisher.name:
        return [_literal(publisher.name, language="lt")]
    return [_literal(name, language=one) for one, name in municipalities.items()]


def _list_keywords() -> list[Node]:
    return [
        _literal(word.strip(), language=language)
        for language in LANGUAGES
        for word in text("dashboard.package", "dcat.keywords", language).split(",")
    ]


def _list_terms(vocabulary: str, *codes: str) -> list[Node]:
    """List terms of a vocabulary of the Publications Office."""
    return [_link(f"{_AUTHORITY}/{vocabulary}/{code}") for code in codes]


def _say(key: str) -> list[Node]:
    return [
        _literal(text("dashboard.package", key, one), language=one) for one in LANGUAGES
    ]


def _literal(value: str, kind: str = "", *, language: str = "") -> Node:
    more = {"@type": kind} if kind else {"@language": language} if language else {}
    return {"@value": value, **more}


def _link(address: str) -> Node:
    return {"@id": address}


def write_json_ld(nodes: Iterable[Node]) -> str:
    """Write nodes as JSON-LD."""
    whole = {"@context": PREFIXES, "@graph": list(nodes)}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def write_turtle(nodes: Iterable[Node]) -> str:
    """Write nodes as Turtle."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    for node in nodes:
        lines += ["", f"<{node['@id']}> {_write_properties(node)} ."]
    return "\n".join(lines) + "\n"


def _write_properties(node: Mapping[str, Any]) -> str:
    written = [f"a {node['@type']}"]
    for name, value in node.items():
        if not name.startswith("@"):
            values = value if isinstance(value, list) else [value]
            written.append(f"{name} {', '.join(map(_write_value, values))}")
    return " ;\n    ".join(written)


def _write_value(value: Mapping[str, str]) -> str:
    if "@id" in value:
        return f"<{value['@id']}>"
    if "@value" not in value:
        return f"[ {_write_properties(value)} ]"
    # A string of JSON is one of Turtle, too.
    said = json.dumps(value["@value"], ensure_ascii=False)
    if "@language" in value:
        return f"{said}@{value['@language']}"
    return f"{said}^^{value['@type']}" if "@type" in value else said
