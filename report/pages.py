"""Pages: HTML that stands alone, prints on A4, and needs neither network nor script."""

from planning.results import WeekPlan
from report.analystpage import analyst_page
from report.busypage import busy_page
from report.daypage import day_pages
from report.headpage import head_page
from report.places import Names
from report.plots import coverage_picture, forecast_picture, recent_days, waits_picture
from report.stamp import stamp
from report.templating import render
from report.words.catalogue import Words


def days_html(plan: WeekPlan, words: Words) -> str:
    """One large page a day: counter by part of the day, lunch turns, stand-ins, standby."""
    return render("days.html", words, stamp=stamp(plan, words), days=day_pages(plan, Names(plan.office, words)))


def week_html(plan: WeekPlan, words: Words) -> str:
    """The head's page, with the analyst's part folded at its end."""
    from markupsafe import Markup

    names = Names(plan.office, words)
    picture = forecast_picture(plan.forecast, words, recent_days(plan.counts))
    waits = waits_picture(plan, words)
    cover = coverage_picture(plan, words).svg if plan.week.open_days else ""
    return render(
        "week.html", words, stamp=stamp(plan, words), page=head_page(plan, names), analyst=analyst_page(plan, names),
        picture=Markup(picture.svg), waits_picture=Markup(waits.svg if waits else ""), cover_picture=Markup(cover),
        is_start=plan.forecast.is_start(),
        target_minutes=plan.office.target.call_minutes,
    )  # fmt: skip


def busy_html(plan: WeekPlan, words: Words) -> str:
    """The public poster of quiet and busy hours."""
    return render("busy.html", words, stamp=stamp(plan, words), page=busy_page(plan, words))
