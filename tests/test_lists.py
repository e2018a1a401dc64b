"""Lists in a real browser: what is chosen is shown, said, kept in the address, and undone by Back."""

import re
from collections.abc import Iterator

import pytest
from browsing import look
from playwright.sync_api import Browser, Locator, Page, expect

LISTS = ["tracks/", "timeline/", "changes/", "sources/press/"]


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page on which nothing may go wrong."""
    page, trouble = look(browser, address, viewport={"width": 1440, "height": 900}, base_url=address)
    yield page
    page.context.close()
    assert trouble == []


def open_list(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("form.filters").wait_for()


def entries(page: Page) -> Locator:
    return page.locator("[data-list] > *")


def shown(page: Page) -> Locator:
    return page.locator("[data-list] > :visible")


def choose(page: Page, label: str, option: str) -> int:
    """Choose an option, and give the number of entries that it promises."""
    select = page.get_by_role("combobox", name=label, exact=True)
    words = select.locator("option", has_text=re.compile(rf"^{re.escape(option)} \(")).inner_text()
    select.select_option(label=words)
    counted = re.search(r"\(([\d,]+)\)$", words)
    assert counted is not None
    return int(counted[1].replace(",", ""))


def said(page: Page) -> str:
    return page.locator(".filters output").inner_text()


def titles(page: Page) -> list[str]:
    return page.locator("[data-list] > :visible th").all_inner_texts()


@pytest.mark.parametrize(
    ("path", "label", "option", "key", "word"),
    [
        ("tracks/", "Status", "On paper", "status", "on-paper"),
        ("tracks/", "Evidence", "Reported", "evidence", "reported"),
        ("tracks/", "Field", "Trade and tariffs", "domain", "trade"),
        ("tracks/", "Flag", "Overdue", "flag", "overdue"),
        ("tracks/", "Owes a point", "South Korea", "party", "kr"),
        ("tracks/", "Acted last", "United States", "acted", "us"),
        ("timeline/", "Track", "Chip tariffs", "track", "chip-tariffs"),
        ("timeline/", "Field", "Technology", "domain", "technology"),
        ("timeline/", "Kind of event", "Threat", "kind", "threat"),
        ("timeline/", "Acted or spoke", "South Korea", "party", "kr"),
        ("timeline/", "Led to", "any change of status", "to", "any"),
        ("timeline/", "Led to", "In force", "to", "in-force"),
        ("changes/", "To", "In force", "to", "in-force"),
        ("changes/", "Evidence", "Documented", "evidence", "documented"),
        ("changes/", "Track", "Chip tariffs", "track", "chip-tariffs"),
        ("changes/", "Field", "Security and defence", "domain", "security"),
        ("sources/legal/", "How it was read", "Read as quoted", "read", "quoted"),
        ("sources/press/", "What rests on it", "a status", "rests", "status"),
    ],
)
def test_a_filter_shows_as_many_as_it_promises_and_an_address_with_it_opens_so(
    page: Page, path: str, label: str, option: str, key: str, word: str
) -> None:
    open_list(page, path)
    everything = entries(page).count()
    promised = choose(page, label, option)
    assert 0 < promised <= everything
    expect(shown(page)).to_have_count(promised)
    assert said(page).startswith(f"{promised} of {everything} ")
    page.wait_for_url(f"**/{path}?{key}={word}")
    before = shown(page).all_inner_texts()
    open_list(page, f"{path}?{key}={word}")
    assert shown(page).all_inner_texts() == before


def test_filters_work_together_and_headings_without_entries_go(page: Page) -> None:
    open_list(page, "tracks/")
    choose(page, "Field", "Security and defence")
    choose(page, "Status", "On paper")
    choose(page, "Flag", "Disputed")
    page.wait_for_url("**/tracks/?status=on-paper&domain=security&flag=disputed")
    for row in shown(page).all():
        assert "On paper" in row.inner_text() and "Disputed" in row.inner_text()
    assert page.locator(".list h2:visible").all_inner_texts() == ["Security and defence"]
    assert 0 < shown(page).count() < 8


def test_words_are_looked_for_in_the_text_of_the_entry_whatever_their_case_and_order(page: Page) -> None:
    open_list(page, "tracks/")
    page.get_by_label("With the words").fill("RICE market")
    assert titles(page) == ["Agricultural market access (rice, beef, fruit, potatoes, biotech)"]
    page.wait_for_url("**/tracks/?find=RICE+market")


def test_sorting_goes_by_the_ladder_and_by_dates_and_back_to_the_groups(page: Page) -> None:
    open_list(page, "tracks/")
    grouped = titles(page)
    sort = page.get_by_role("combobox", name="Sorted by", exact=True)
    sort.select_option("status")
    ladder = page.get_by_role("combobox", name="Status", exact=True).locator("option").all_inner_texts()[1:]
    order = [option.rsplit(" (", 1)[0] for option in ladder]
    badges = [badge.split("·")[0].split(" ", 1)[1].strip() for badge in page.locator("[data-list] .badge").all_inner_texts()]
    assert badges == sorted(badges, key=order.index)
    assert page.locator(".list h2:visible").count() == 0, "the groups are mixed, so their headings go"
    for way, column, backwards in (("since", 3, False), ("-event", 4, True), ("event", 4, False), ("checked", 5, False)):
        sort.select_option(way)
        days = [
            row.get_attribute("datetime") or ""
            for row in page.locator(f"[data-list] > tr > :nth-child({column}) time:first-of-type").all()
        ]
        assert days == sorted(days, reverse=backwards), way
    page.wait_for_url("**/tracks/?sort=checked")
    sort.select_option("")
    assert titles(page) == grouped
    assert page.locator(".list h2:visible").count() == 5


def test_the_longest_wait_between_announced_and_on_paper_comes_first(page: Page) -> None:
    open_list(page, "tracks/?sort=unwritten")
    assert "not on paper after" in shown(page).first.inner_text()
    assert "not on paper after" not in shown(page).last.inner_text()


def test_a_head_of_the_table_sorts_both_ways_and_says_which(page: Page) -> None:
    open_list(page, "tracks/")
    head = page.locator("th[data-sort=checked]")
    assert head.get_attribute("aria-sort") is None
    for way, url in (("descending", "?sort=-checked"), ("ascending", "?sort=checked"), (None, "")):
        head.get_by_role("button", name="Checked until").click()
        assert head.get_attribute("aria-sort") == way
        page.wait_for_url(f"**/tracks/{url}")
    assert page.locator("[aria-sort]").count() == 0


def test_back_and_forward_go_through_what_was_chosen(page: Page) -> None:
    open_list(page, "tracks/")
    promised = choose(page, "Status", "In force")
    page.wait_for_url("**/?status=in-force")
    page.get_by_label("With the words").press_sequentially("tariff", delay=20)
    page.wait_for_url("**/?find=tariff&status=in-force")
    fewer = shown(page).count()
    assert 0 < fewer < promised
    page.go_back()
    assert page.get_by_label("With the words").input_value() == ""
    expect(shown(page)).to_have_count(promised)
    page.go_back()
    expect(shown(page)).to_have_count(25)
    assert page.url.endswith("/tracks/")
    page.go_forward()
    expect(shown(page)).to_have_count(promised)
    page.go_forward()
    expect(shown(page)).to_have_count(fewer)


def test_back_from_a_track_leads_to_the_list_as_it_was(page: Page) -> None:
    open_list(page, "tracks/")
    promised = choose(page, "Status", "Stuck")
    page.wait_for_url("**/?status=paused")
    shown(page).first.locator("th a").click()
    page.locator(".stand").wait_for()
    page.go_back()
    expect(shown(page)).to_have_count(promised)


def test_nothing_found_says_so_and_clears(page: Page) -> None:
    open_list(page, "timeline/")
    everything = entries(page).count()
    assert page.locator(".filters").get_by_role("button", name="Clear").count() == 0
    page.get_by_label("With the words").fill("no such words")
    assert said(page) == "No event matches all of this."
    assert shown(page).count() == page.locator("h2:visible").count() == page.locator(".jump a:visible").count() == 0
    page.locator(".filters").get_by_role("button", name="Clear").click()
    expect(shown(page)).to_have_count(everything)
    page.wait_for_url("**/timeline/")
    assert page.evaluate("document.activeElement.name") == "find", "the button is gone; the keyboard stays in the form"


def test_an_address_with_a_word_that_no_entry_has_shows_nothing_instead_of_everything(page: Page) -> None:
    open_list(page, "tracks/?status=no-such-status")
    assert said(page) == "No track matches all of this."
    assert page.locator(".list thead:visible").count() == 0


def test_what_else_stands_in_the_address_stays(page: Page) -> None:
    open_list(page, "timeline/?asof=2025-08-30#m-2026-02")
    choose(page, "Kind of event", "Threat")
    page.wait_for_url("**/timeline/?asof=2025-08-30&kind=threat#m-2026-02")


def test_the_timeline_jumps_to_months_that_have_entries(page: Page) -> None:
    open_list(page, "timeline/?track=opcon-transfer")
    months = page.locator(".jump a:visible")
    assert months.count() == page.locator("h2:visible").count() > 1
    months.last.click()
    assert page.locator("h2:target").is_visible()


def test_it_works_with_the_keyboard_alone_and_is_announced(page: Page) -> None:
    open_list(page, "tracks/")
    page.get_by_label("With the words").focus()
    page.keyboard.type("tariffs")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "status"
    page.keyboard.type("In f")
    page.wait_for_url("**/?find=tariffs&status=in-force")
    assert page.get_by_role("status").inner_text() == said(page) == f"{shown(page).count()} of 25 tracks shown"
    page.get_by_role("button", name="Last event").focus()
    page.keyboard.press("Enter")
    assert page.locator("th[data-sort=event]").get_attribute("aria-sort") == "descending"
    for control in page.locator("form.filters").locator("input, select").all():
        assert control.evaluate("node => node.labels.length") == 1


@pytest.mark.parametrize("path", LISTS)
def test_on_a_phone_filters_fold_away_and_open_with_a_link_that_uses_them(browser: Browser, address: str, path: str) -> None:
    page, trouble = look(browser, address, viewport={"width": 390, "height": 844}, base_url=address)
    open_list(page, path)
    assert not page.get_by_label("With the words").is_visible()
    page.locator(".filters summary").click()
    page.get_by_label("With the words").fill("korea")
    assert 0 < shown(page).count() < entries(page).count()
    page.wait_for_url("**?find=korea")
    open_list(page, f"{path}?find=korea")
    assert page.get_by_label("With the words").input_value() == "korea"
    assert page.get_by_label("With the words").is_visible()
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0
    assert trouble == []
    page.context.close()


@pytest.mark.parametrize("path", LISTS)
def test_without_javascript_a_list_is_whole_and_has_no_form(browser: Browser, address: str, path: str) -> None:
    page, trouble = look(browser, address, java_script_enabled=False, base_url=address)
    page.goto(f"{path}?status=in-force&find=zzz")
    assert shown(page).count() == entries(page).count() >= 25
    assert page.locator("form.filters:visible").count() == 0
    assert page.locator("th button").count() == 0
    assert trouble == []
    page.context.close()


def test_counts_of_sources_lead_to_what_they_count(page: Page) -> None:
    page.goto("sources/")
    link = page.locator("tr", has_text="News agency").locator("td a").first
    count = int(link.inner_text())
    link.click()
    expect(shown(page)).to_have_count(count)
