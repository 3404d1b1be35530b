"""The glossary for other programs: linked data in the pages, a thesaurus in SKOS, and flash cards."""

from __future__ import annotations

import json
from typing import Any

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS

from ...library import Library, Page
from ...records.fields import in_language
from ...records.loader import Record
from ...records.terms import Term
from ..site import Site
from ..tables import csv_text

LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def defined_term(record: Record[Term], base: str, language: str) -> dict[str, Any]:
    """Return a term as schema.org's ``DefinedTerm``; ``base`` is the site's address with its final slash."""
    term = record.data
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": f"{base}glossary/{record.key}/",
        "url": f"{base}glossary/{record.key}/",
        "termCode": record.key,
        "name": in_language(term.term, language),
        "alternateName": list(
            dict.fromkeys(form for form, path in term.placed_spellings() if path != ("term", language))
        ),
        "description": in_language(term.short, language),
        "inLanguage": language,
        **({"sameAs": term.same_as} if term.same_as else {}),
        "inDefinedTermSet": f"{base}glossary/",
    }


def defined_term_set(library: Library, base: str, language: str, name: str) -> dict[str, Any]:
    """Return the glossary as schema.org's ``DefinedTermSet``."""
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": f"{base}glossary/",
        "url": f"{base}glossary/",
        "name": name,
        "inLanguage": language,
        "license": LICENSE,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "@id": f"{base}glossary/{key}/",
                "name": in_language(record.data.term, language),
                "description": in_language(record.data.short, language),
            }
            for key, record in library.terms.items()
        ],
    }


def thesaurus(site: Site, name: str) -> Graph:
    """Return the glossary in SKOS, the W3C's vocabulary for thesauri.

    A loaded word is a hidden label: a search finds the term by it, but it is not shown. The short definition is the
    definition; the cited one, the competing ones and their consequences are notes, with the works that they cite as
    sources.
    """
    library, base, own = site.library, site.address, site.language
    graph = Graph()
    for prefix, namespace in (("skos", SKOS), ("dcterms", DCTERMS)):
        graph.bind(prefix, namespace)
    scheme = URIRef(f"{base}glossary/")
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, SKOS.prefLabel, Literal(name, own)))
    graph.add((scheme, DCTERMS.license, URIRef(LICENSE)))
    for key, record in library.terms.items():
        term, concept = record.data, URIRef(f"{base}glossary/{key}/")
        graph.add((concept, RDF.type, SKOS.Concept))
        graph.add((concept, SKOS.inScheme, scheme))
        graph.add((concept, SKOS.topConceptOf, scheme))
        graph.add((scheme, SKOS.hasTopConcept, concept))
        labels = [(SKOS.prefLabel, text, str(language)) for language, text in term.term.items()]
        labels += [(SKOS.altLabel, form, str(path[1])) for form, path in term.placed_spellings()]
        labels += [(SKOS.hiddenLabel, avoid.word, avoid.language) for avoid in term.avoid]
        named: set[Literal] = set()  # in SKOS, the three kinds of label may not share a name
        for kind, text, language in labels:
            if (label := Literal(text, str(language))) not in named:
                graph.add((concept, kind, label))
                named.add(label)
        for language, text in term.short.items():
            graph.add((concept, SKOS.definition, Literal(text, language)))
        for other in term.see_also:
            if other in library.terms:
                graph.add((concept, SKOS.related, URIRef(f"{base}glossary/{other}/")))
        for address in term.same_as:
            graph.add((concept, SKOS.exactMatch, URIRef(address)))
        if page := library.page(own, f"glossary/{key}.md"):
            _notes(graph, concept, term, page, own)
            for use in library.citations.on(page):
                for item in use.citation.items:
                    graph.add((concept, DCTERMS.source, URIRef(f"{base}sources/{item.key}/")))
        subject = URIRef(f"{base}glossary/by-subject/#{term.category}")
        graph.add((subject, RDF.type, SKOS.Collection))
        graph.add((subject, SKOS.prefLabel, Literal(site.codes["categories"][term.category], own)))
        graph.add((subject, SKOS.member, concept))
    return graph


def turtle(graph: Graph) -> str:
    """Return a thesaurus as Turtle."""
    return graph.serialize(format="turtle")


def json_ld(graph: Graph) -> str:
    """Return a thesaurus as JSON-LD, in the same order each time: the library's own order changes from run to run."""
    data = json.loads(graph.serialize(format="json-ld", context={"skos": str(SKOS), "dcterms": str(DCTERMS)}))
    return json.dumps(_ordered(data), ensure_ascii=False, indent=1)


def _ordered(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _ordered(data[key]) for key in sorted(data)}
    if isinstance(data, list):
        return sorted(map(_ordered, data), key=json.dumps)
    return data


def _notes(graph: Graph, concept: URIRef, term: Term, page: Page, language: str) -> None:
    for path, document in zip(term.texts(), page.documents, strict=True):
        text = " ".join(part.prose() for part in document.parts)
        if path[0] == "definitions":
            text = f"{in_language(term.definitions[int(path[1])].by, language)}: {text}"
        graph.add((concept, SKOS.note if path[0] == "definition" else SKOS.scopeNote, Literal(text, document.language)))


def flash_cards(site: Site) -> str:
    """Return the terms as CSV (RFC 4180, UTF-8) for flash card programs: one card on each line, in both languages."""
    rows = [["name", "nombre", "definition", "definición", "subject", "address"]]
    for key, record in site.library.terms.items():
        term = record.data
        rows.append(
            [
                in_language(term.term, "en"),
                in_language(term.term, "es"),
                in_language(term.short, "en"),
                in_language(term.short, "es"),
                site.codes["categories"][term.category],
                f"{site.address}glossary/{key}/",
            ]
        )
    return csv_text(rows)


def script(data: dict[str, Any]) -> str:
    """Return JSON-LD that is safe in a page: no text in it can end the element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
