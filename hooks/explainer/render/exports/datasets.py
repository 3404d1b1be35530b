"""The series of the charts for other programs: a file for each chart, a Data Package for all, and schema.org's data on pages.

A chart's JSON says of each value what a reader sees of it: its source, and the address of the note that is evidence
for it. The package describes the files after https://datapackage.org (version 2).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ...library import Page
from ...records.charts import Chart
from ...records.claims import Claim
from ...records.fields import in_language
from ...records.loader import Record
from ...records.series import COLUMNS, Row, Series
from .. import codes
from ..site import Site
from .metadata import LICENCE

PACKAGE = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0/"
_LICENCES = [{"name": "CC-BY-4.0", "path": LICENCE, "title": "Creative Commons Attribution 4.0"}]
_FIELDS = {
    "series": "The name of the series.",
    "date": "A year, a month or a day (ISO 8601), an interval of two with a slash, or a fiscal year (FY2019).",
    "value": "The value, in the unit of the chart.",
    "source": "The key of the source: it is described at sources/KEY/.",
    "evidence": "The id of the note in it that holds the value: sources/KEY/#ID.",
    "note": "A remark on the value.",
}
"""The columns of a chart's CSV."""

RATINGS = {"supported": 5, "contested": 3, "outdated": 2, "unsupported": 1}
"""schema.org wants a number for each verdict, from 1 (false) to 5 (true); an opinion has none, and so no review."""


def files(site: Site) -> Iterator[tuple[str, str]]:
    """Yield a JSON file for each chart that has data, and the package: names and texts."""
    drawn = [
        (record, series)
        for record in site.library.charts.values()
        if (series := site.library.series.get(record.data.data))
    ]
    for record, series in drawn:
        yield f"charts/{record.key}.json", _text(chart(site, record, series))
    if drawn:
        yield PACKAGE, _text(package(site, [record for record, _ in drawn]))


def chart(site: Site, record: Record[Chart], series: Series) -> dict[str, Any]:
    """Return a chart's values, series by series, each with its evidence."""
    data, address = record.data, f"{site.address}charts/{record.key}"
    return {
        "title": _say(site, data.title),
        "unit": _say(site, data.unit),
        "language": site.language,
        "page": f"{address}/",
        "csv": f"{address}.csv",
        "license": LICENCE,
        "series": [
            {"name": name, "label": _say(site, data.label(name)), "values": [_value(site, row) for row in rows]}
            for name, rows in groupby(data.rows(series), key=lambda row: row.series)
        ],
    }


def _value(site: Site, row: Row) -> dict[str, Any]:
    value = {
        "date": row.date,
        "value": int(row.value) if row.value == row.value.to_integral_value() else float(row.value),
        "source": row.source,
        "evidence": f"{site.address}sources/{row.source}/#{row.evidence}",
    }
    return value | {"note": row.note} if row.note else value


def package(site: Site, charts: list[Record[Chart]]) -> dict[str, Any]:
    """Return the description of all charts' CSV files as one Data Package."""
    return {
        "$schema": f"{_PROFILES}datapackage.json",
        "name": "charts",
        "title": site.name,
        "homepage": site.address,
        "licenses": _LICENCES,
        "resources": [
            {
                "$schema": f"{_PROFILES}dataresource.json",
                "name": record.key,
                "path": f"charts/{record.key}.csv",
                "type": "table",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "title": _say(site, record.data.title),
                "description": _say(site, record.data.unit),
                "homepage": f"{site.address}charts/{record.key}/",
                "schema": {
                    "$schema": f"{_PROFILES}tableschema.json",
                    "fields": [
                        {"name": name, "type": "number" if name == "value" else "string", "description": _FIELDS[name]}
                        for name in COLUMNS
                    ],
                    "missingValues": [""],
                },
            }
            for record in charts
        ],
    }


def dataset(site: Site, page: Page, record: Record[Chart], description: str) -> dict[str, Any]:
    """Return a chart's page as schema.org's Dataset."""
    address = f"{site.address}charts/{record.key}"
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{address}/",
        "url": f"{address}/",
        "name": page.title,
        "description": description,
        "inLanguage": page.language,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": site.name, "url": site.address},
        "includedInDataCatalog": {"@type": "DataCatalog", "name": site.name, "url": f"{site.address}charts/"},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{address}.{suffix}"}
            for suffix, kind in (("csv", "text/csv"), ("json", "application/json"))
        ],
    }


def reviews(site: Site, page: Page, article: str) -> dict[str, Any]:
    """Return the page of the article's claims as schema.org's ClaimReview, one for each claim with a verdict.

    ``article`` is the key of the source that makes the claims.
    """
    author = {"@type": "Organization", "name": site.name, "url": site.address}
    appearance = {"@type": "CreativeWork", "@id": f"{site.address}sources/{article}/"}
    return {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "ClaimReview",
                "url": f"{site.address}{page.url}#{record.key}",
                "author": author,
                "claimReviewed": _say(site, record.data.claim),
                "itemReviewed": {"@type": "Claim", "appearance": appearance},
                "reviewRating": _rating(site, record.data),
            }
            for record in site.library.claims.values()
            if record.data.status in RATINGS
        ],
    }


def _rating(site: Site, claim: Claim) -> dict[str, Any]:
    return {
        "@type": "Rating",
        "ratingValue": RATINGS[claim.status],
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": site.words.gettext(codes.STATUSES[claim.status]),
    }


def _say(site: Site, text: Any) -> str:
    return str(in_language(text, site.language))


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
