"""A site in two languages: each edition has its own words, dates and counts, and shows a record in English if it has no other text."""

import re

import pytest
from lxml import etree
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from explainer import checks
from explainer.library import load
from support.sites import prepare

FILES = {
    "docs/en/index.md": """\
---
title: Home
description: The way north.
known: 2024-02
---

# Home

The train was stopped [@ruiz2023#train], and the humanitarian cards came later [@lopez2019#cards]. It left again [@ruiz2023#train].
""",
    "docs/es/index.md": """\
---
title: Inicio
description: El camino al norte.
key_points: [El tren fue detenido.]
known: 2024-02
---

# Inicio

El tren fue detenido [@ruiz2023#train].
""",
    "docs/sources/ruiz2023.yaml": """\
type: report
title: Un tren en Celaya
author: [{family: Ruiz, given: Eva}]
publisher: Casa del Tren
issued: 2023-09-04
URL: https://example.org/tren
archive: https://archive.example.org/tren
language: es
voice: ngo
rank: 2
read: {date: 2024-02}
evidence:
  - id: train
    at: {en: page 2, es: página 2}
    date: 2023-09-04
    says: {en: "On 4 September 2023 a train with 1,250 people was stopped.", es: "El 4 de septiembre de 2023 se detuvo un tren con 1,250 personas."}
""",
    "docs/timeline/train.yaml": """\
date: 2023-09-04
actors: [migrants]
title: {en: A train is stopped, es: Se detiene un tren}
text:
  en: A train was stopped [@ruiz2023#train].
  es: Se detuvo un tren [@ruiz2023#train].
main: true
""",
    "docs/timeline/cards.yaml": """\
date: 2019-01-19
actors: [mexico]
title: Cards
text: Some 12,574 people registered [@lopez2019#cards; @lopez2019#halted].
""",
    "docs/questions/free.yaml": "question: {en: May I copy this?, es: ¿Puedo copiar esto?}\nanswer: {en: You may., es: Puede.}\n"
    "page: index.md\nsection: home\nsubject: site\n",
    "docs/charts/people.yaml": """\
title: {en: People on the train, es: Personas en el tren}
data: people.csv
kind: bar
unit: {en: people, es: personas}
text: {en: "The train [@ruiz2023#train].", es: "El tren [@ruiz2023#train]."}
""",
    "docs/data/people.csv": "series,date,value,source,evidence,note\nTren,2023-09-04,1250,ruiz2023,train,\n",
    "docs/releases/2024-02-29.yaml": "date: 2024-02-29\ntext: {en: The first., es: La primera.}\ntotals: {pages: 1, sources: 2}\n",
}
SPANISH = "INHERIT: mkdocs.yml\nsite_name: El camino\ndocs_dir: docs/es\nsite_dir: site/es\ntheme: {language: %s}\n"


def editions(folder, files, language="es"):
    """Prepare a project with a configuration for each language; return the configurations."""
    prepare(folder, files)
    (folder / "mkdocs.es.yml").write_text(SPANISH % language, "utf-8")
    return folder / "mkdocs.yml", folder / "mkdocs.es.yml"


def build_edition(configuration):
    """Build one edition in strict mode, which stops at a link that leads nowhere; return its folder."""
    config = load_config(str(configuration), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return configuration.parent / config.site_dir


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    english, spanish = editions(tmp_path_factory.mktemp("editions") / "project", FILES)
    return {"en": build_edition(english), "es": build_edition(spanish)}


def page(folder, address):
    return etree.fromstring((folder / address / "index.html").read_bytes(), etree.HTMLParser(encoding="utf-8"))


def text(element):
    return " ".join("".join(element.itertext()).split())


def article(folder, address):
    (found,) = page(folder, address).iterfind(".//article")
    return text(found)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("", ["Puntos clave", "Con lo que se sabía en febrero de 2024", "Evidencia 1", "Referencias", "Citar esta página",
              "El debate en el tiempo", "4 de septiembre de 2023", "La cronología completa", "Sociedad civil"]),
        ("timeline", ["Cronología", "2 acontecimientos, cada uno con su evidencia", "Personas migrantes y organizaciones"]),
        ("questions", ["Preguntas", "1 pregunta con una respuesta breve", "Este sitio", "¿Puedo copiar esto?", "Puede.", "Para seguir leyendo: Inicio"]),
        ("charts/people", ["Personas en el tren", "1,250", "4 de septiembre de 2023", "Qué muestra", "Citar esta página"]),
        ("sources/ruiz2023", ["Sociedad civil", "español", "página 2", "se detuvo un tren con 1,250 personas", "Sustenta en este sitio"]),
        ("glossary", ["Glosario", "1 palabra o nombre del debate", "humanitarian card"]),
        ("glossary/humanitarian-card", ["tarjeta humanitaria", "En inglés", "Políticas y medidas", "Definición"]),
        ("about/changes", ["La primera publicación: 1 página, 2 fuentes.", "29 de febrero de 2024", "La primera."]),
        ("about/health", ["Hasta dónde confiar en este sitio", "Para seguir leyendo"]),
    ],
)  # fmt: skip
def test_a_page_of_the_spanish_edition_speaks_spanish(built, address, shown):
    found = article(built["es"], address)
    for words in shown:
        assert words in found, words


def test_the_page_for_unknown_addresses_and_the_frame_speak_it_too(built):
    html = (built["es"] / "404.html").read_text("utf-8")
    assert "Página no encontrada" in html and 'aria-label="Buscar"' in html and "Usar los colores oscuros" in html
    assert 'title="Enlace a esta sección"' in (built["es"] / "timeline/index.html").read_text("utf-8")
    assert "Page not found" in (built["en"] / "404.html").read_text("utf-8")


def test_references_have_the_words_of_the_edition(built):
    citation = '//dt[.="APA"]/following-sibling::dd[1]'
    months = [text(page(built[language], "timeline").xpath(citation)[0]) for language in ("en", "es")]
    assert "2026, November" in months[0] and "2026, noviembre" in months[1]


def test_a_question_leads_to_the_page_where_the_edition_lacks_the_heading(built):
    links = [
        page(built[language], "questions").xpath('//p[@class="event__pages"]/a/@href') for language in ("en", "es")
    ]
    assert [link.rpartition("/")[2] for (link,) in links] == ["#home", ""]


def test_a_text_that_the_record_has_in_english_alone_is_marked_as_english(built):
    events = page(built["es"], "timeline").xpath('//details[contains(@class, "event--")]')
    cards, train = (event.xpath('.//div[@lang="en"]') for event in events)
    assert [text(one) for one in cards] == ["Some 12,574 people registered.1"] and train == []
    assert page(built["en"], "timeline").xpath("//div[@lang]") == []


@pytest.mark.parametrize(("language", "home", "index"), [("en", 2, "4 citations"), ("es", 1, "3 citas")])
def test_a_source_is_counted_in_its_own_edition(built, language, home, index):
    folder = built[language]
    uses = page(folder, "sources/ruiz2023").xpath('//p[@class="source__cited"]/following-sibling::ul/li')
    assert len(uses) == int(index.split()[0])
    assert sum(text(use).startswith(("Home", "Inicio")) for use in uses) == home
    assert index in article(folder, "sources")
    each = [int(text(one).rpartition("· ")[2].split()[0]) for one in page(folder, "sources").xpath("//li/span")]
    assert re.search(rf"\b{sum(each)} cit\w+\.", article(folder, "sources")), "all of them together"


def test_the_thesaurus_and_the_feed_say_which_language_they_are_in(built):
    turtle = {language: (folder / "glossary/glossary.ttl").read_text("utf-8") for language, folder in built.items()}
    assert '"El camino: glosario"@es' in turtle["es"] and ': glossary"@en' in turtle["en"]
    assert "<title>El camino: qué ha cambiado</title>" in (built["es"] / "feed.xml").read_text("utf-8")


def test_each_finding_in_a_record_comes_once(tmp_path):
    wrong = FILES["docs/timeline/cards.yaml"].replace("12,574", "13,574")
    english = {name: text for name, text in FILES.items() if "/es/" not in name} | {"docs/timeline/cards.yaml": wrong}
    prepare(tmp_path / "one", english)
    prepare(tmp_path / "two", {**FILES, "docs/timeline/cards.yaml": wrong})
    one, two = (checks.run(load(tmp_path / name)) for name in ("one", "two"))
    assert one == two and [finding.rule for finding in one if "13,574" in finding.message] == ["unsupported-figure"]


def test_a_language_that_the_project_does_not_have_stops_the_build(tmp_path):
    _, configuration = editions(tmp_path / "project", FILES, language="fr")
    with pytest.raises(Abort, match=r"theme's language is 'fr'.* en and es"):
        build_edition(configuration)
    assert not (tmp_path / "project/site").exists()
