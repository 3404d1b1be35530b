"""The words of the interface: every phrase is a message, every message is in the catalogues, and each language writes its own dates."""

import gettext
import re
from collections import Counter
from decimal import Decimal
from typing import get_args

import pytest
import yaml
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from markupsafe import Markup

from explainer import catalogue
from explainer.checks import RULES
from explainer.library import pages
from explainer.records import claims, events, releases, sources, terms
from explainer.records.fields import LANGUAGES
from explainer.render import codes, words
from explainer.render.environment import environment
from explainer.render.words import Words
from support.paths import ROOT
from support.records import RECORDS
from support.served import serve

LOCALE = ROOT / "hooks/explainer/locale"
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/explainer.po"))
TEMPLATES = sorted([*ROOT.glob("hooks/explainer/render/templates/*"), *ROOT.glob("overrides/**/*.html")])


def messages(path):
    """The messages of a catalogue: the English text, or both forms of it, with the translation."""
    with path.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


# The catalogues


def test_the_catalogues_have_exactly_the_words_of_the_code(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    CommandLineInterface().run(
        ["pybabel", "--quiet", "extract", "--mapping-file=pyproject.toml", f"--output-file={tmp_path / 'new.pot'}", "."]
    )
    new = messages(tmp_path / "new.pot").keys()
    assert len(new) > 200
    for path in (LOCALE / "explainer.pot", *CATALOGUES):
        assert messages(path).keys() == new, f"{path.name}: run make messages"


def test_every_language_but_english_has_a_catalogue():
    assert {path.parts[-3] for path in CATALOGUES} == set(LANGUAGES) - {"en"}


def parts(text):
    """What a translation must keep: the names of values, tags, the targets of links, code and the signs that mark emphasis."""
    return Counter(re.findall(r"%\(\w+\)s|<[^>]*>|\]\([^)]*\)|`[^`]*`|%%|[\n#|_]", text))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_is_complete_and_keeps_what_is_not_language(path):
    for english, translated in messages(path).items():
        assert translated and all(translated), english
        forms = [english] if isinstance(english, str) else [*english]
        for form in [translated] if isinstance(translated, str) else translated:
            assert any(parts(form) == parts(one) for one in forms), form
            assert form == form.strip() and '"' not in re.sub(r'<[^>]*>|"[^"]*"', "", form), form


def test_a_message_without_a_translation_is_shown_in_english(tmp_path, monkeypatch):
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "explainer.po").write_text(
        'msgid "Glossary"\nmsgstr "Glosario"\n\nmsgid "Timeline"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "Map"\nmsgstr "Mapa?"\n\n'
        'msgid "%(num)s page"\nmsgid_plural "%(num)s pages"\nmsgstr[0] ""\nmsgstr[1] ""\n',
        "utf-8",
    )
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    catalogue.catalogue.cache_clear()
    try:
        spanish = Words("es")
        assert [spanish.gettext(text) for text in ("Glossary", "Timeline", "Map", "Close")] == [
            "Glosario", "Timeline", "Map", "Close",
        ]  # fmt: skip
        assert [spanish.ngettext("%(num)s page", "%(num)s pages", number) for number in (1, 2)] == ["1 page", "2 pages"]
    finally:
        catalogue.catalogue.cache_clear()


def test_english_needs_no_catalogue():
    assert type(catalogue.catalogue("en")) is gettext.NullTranslations


# Dates and numbers


@pytest.mark.parametrize(
    ("date", "english", "spanish"),
    [
        ("1951", "1951", "1951"),
        ("2021-09", "September 2021", "septiembre de 2021"),
        ("2021-09-04", "4 September 2021", "4 de septiembre de 2021"),
        ("2018-10/2019-02", "October 2018 – February 2019", "octubre de 2018 – febrero de 2019"),
        ("2021-09-04/2021-09-06", "4–6 September 2021", "4–6 de septiembre de 2021"),
        (
            "2021-09-30/2021-10-02",
            "30 September 2021 – 2 October 2021",
            "30 de septiembre de 2021 – 2 de octubre de 2021",
        ),
        ("2019/2021", "2019 – 2021", "2019 – 2021"),
        ("FY2022", "US fiscal year 2022", "año fiscal 2022 de Estados Unidos"),
        ("2021-13", "2021-13", "2021-13"),
        ("2021-02-30", "2021-02-30", "2021-02-30"),
        ("soon", "soon", "soon"),
        ("", "", ""),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(date, english, spanish):
    assert (Words("en").date(date), Words("es").date(date)) == (english, spanish)


def test_a_day_on_an_axis_has_no_year():
    days = [(language, date) for language in LANGUAGES for date in ("2021-09-04", "2021-09")]
    found = [Words(language).day(date) for language, date in days]
    assert found == ["4 September", "September 2021", "4 de septiembre", "septiembre de 2021"]


@pytest.mark.parametrize(
    ("number", "written"),
    [(7, "7"), (12574, "12,574"), (Decimal("2.50"), "2.5"), (Decimal("-1200.25"), "-1,200.25"), (0.1, "0.1"),
     (2500.0, "2,500"), (Decimal("1E+3"), "1,000"), (Decimal("0.00001"), "0.00001")],
)  # fmt: skip
def test_a_number_has_separated_thousands_and_no_trailing_zeros(number, written):
    assert Words("en").number(number) == Words("es").number(number) == written


@pytest.mark.parametrize(
    ("part", "whole", "digits", "written"),
    [
        (1, 3, 0, "33%"),
        (2, 3, 1, "66.7%"),
        (1, 1, 1, "100.0%"),
        (0, 0, 0, "0%"),
        (0, None, 1, "0.0%"),
        (5000, 1, 0, "500,000%"),
    ],
)
def test_a_share_has_a_fixed_number_of_decimals(part, whole, digits, written):
    assert Words("en").share(part, whole, digits) == written


# Messages in templates


def filled(template, language="en", **values):
    return environment(Words(language), {}).from_string(template).render(values)


@pytest.mark.parametrize(
    "template",
    ['{{ _("%(count)s in %(date)s", count=n, date=x) }}', "{% trans n, x %}{{ n }} in {{ x }}{% endtrans %}"],
)
def test_a_value_in_a_message_is_escaped_and_loses_marks(template):
    assert filled(template, n=1234, x="<b>&\ufdd0") == "1,234 in &lt;b&gt;&amp;\ufffd"
    assert filled(template, n=1234, x=Markup("<b>x</b>")) == "1,234 in <b>x</b>"


def test_a_per_cent_sign_in_a_text_is_no_placeholder():
    assert filled("{% trans %}100% of it{% endtrans %}") == "100% of it"
    assert filled("{{ x }} {{ _('n.d.') }}", x="%(y)s", language="es") == "%(y)s s. f."


@pytest.mark.parametrize(
    ("number", "english", "spanish"),
    [(1, "1 page", "1 página"), (0, "0 pages", "0 páginas"), (2000, "2,000 pages", "2,000 páginas")],
)
def test_a_message_agrees_with_its_number(number, english, spanish):
    template = '{{ ngettext("%(num)s page", "%(num)s pages", number) }}'
    assert filled(template, number=number) == english and filled(template, "es", number=number) == spanish


@pytest.mark.parametrize(
    "text", ["plain", 'a "b" \\ c: #d', "R&D <x>", "año 😀", "\x85\u2028\x7f\t", "'", "- [x]", "", "{{ x }}%s"]
)
def test_a_text_in_front_matter_comes_back_as_it_was(text):
    template = "title: {{ x | yaml }}\ndescription: {{ _('%(unit)s: a chart with its data and the evidence of every value.', unit=x) | yaml }}"
    front_matter = yaml.safe_load(environment(Words("en"), {}).from_string(template).render(x=text))
    assert front_matter == {
        "title": text,
        "description": f"{text}: a chart with its data and the evidence of every value.",
    }


# No English outside messages

NOT_LANGUAGE = {"title", "description", "hide", "toc", "search", "boost", "known", "yaml", "csv", "feed", "xml", "about",
                "changes", "check", "the", "article", "figures", "BibTeX", "RIS", "claims_judged_anew"}  # fmt: skip
"""Keys of front matter, names of formats, anchors and addresses."""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_words_outside_messages(path):
    text = path.read_text("utf-8")
    code = r"\{#.*?#\}|\{%-? *trans\b.*?endtrans *-?%\}|\{\{.*?\}\}|\{%.*?%\}|<script>.*?</script>|<style>.*?</style>|\{:? +#[\w-]+(?:\{\{.*?\}\})? *\}"  # the last is an anchor
    text = re.sub(code, "", text, flags=re.DOTALL)
    labels = re.findall(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"', text)
    shown = " ".join([re.sub(r"<[^<>]*>", " ", text), *labels])
    assert set(re.findall(r"[^\W\d_]{3,}\w*", shown)) <= NOT_LANGUAGE


class Marked(gettext.NullTranslations):
    """A catalogue that shows which words of a page came from it."""

    def gettext(self, message):
        return f"⟦{message}⟧"

    def ngettext(self, one, many, number):
        return f"⟦{one if number == 1 else many}⟧"


def shown(html):
    """The words that a page shows, or reads aloud, and that did not come from the catalogue."""
    labels = re.findall(r'\b(?:aria-label|title|alt|placeholder|content)="([^"]*)"', html)
    text = " ".join(
        [re.sub(r"<(?:script|style)\b.*?</(?:script|style)>|<[^<>]*>", " ", html, flags=re.DOTALL), *labels]
    )
    text = re.sub(r"https?://\S+", " ", text)
    while text != (text := re.sub("⟦[^⟦⟧]*⟧", " ", text)):
        pass
    return set(re.findall(r"[^\W\d_]{2,}", text))


def test_every_word_of_a_page_is_from_the_catalogue_or_from_the_project(tmp_path, monkeypatch):
    for module in (words, pages):
        monkeypatch.setattr(module, "catalogue", lambda language: Marked())
    found = serve(tmp_path, RECORDS)
    months = {
        word
        for number in range(1, 13)
        for word in (Words("en").date(f"2020-{number:02}").split()[0], Words("en").month(number))
    }
    known = set(
        re.findall(r"[^\W\d_]{2,}", " ".join(path.read_text("utf-8") for path in (tmp_path / "docs").rglob("*.*")))
    )
    known |= months | {"APA", "Chicago", "MLA", "BibTeX", "RIS"} | {"The", "Caravan", "Debate"}  # the site's name
    known |= {"English", "Spanish"}  # the names of languages are Babel's
    assert {
        "timeline",
        "questions",
        "glossary",
        "sources/lopez2019",
        "about/health",
        "check/the-article",
        "map",
        "charts/cards",
    } <= found.keys()
    for address, page in found.items():
        if not address.startswith(
            ("about/rules", "about/formats")
        ):  # the documentation of rules and fields is in English
            assert {word.lower() for word in shown(page)} <= {word.lower() for word in known}, address


@pytest.mark.parametrize(
    ("kind", "literal"),
    [
        ("actors", events.Actor),
        ("categories", terms.Category),
        ("certainties", claims.LostLink.model_fields["certainty"].annotation),
        ("changed", releases.Counted),
        ("kinds", claims.Kind),
        ("ranks", sources.Source.model_fields["rank"].annotation),
        ("statuses", claims.Status),
        ("voices", sources.Voice),
    ],
)
def test_a_code_that_a_record_may_use_has_a_name(kind, literal):
    assert set(codes.CODES[kind]) == set(get_args(literal))


def test_every_code_has_a_name():
    assert set(codes.FAMILIES) == {rule.family for rule in RULES.values()}
    for kind, names in codes.names(Words("es")).items():
        assert names.keys() == codes.CODES[kind].keys() and all(names.values()), kind
