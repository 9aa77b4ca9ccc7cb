"""The law of the sample office, which all its synthetic data come from."""

from dataclasses import replace

from forecast.synthetic import Seasons, ServiceLaw, SyntheticOffice


def lebong_law() -> SyntheticOffice:
    """The sample office: 12 applicants on an ordinary day, 3 to 50 over the years, pick-ups 3 to 6 working days later.

    All figures are assumptions in the range of what small offices published; none is a measurement.
    """
    pilgrims = Seasons(before_ramadan=2.3, ramadan_early=0.4, ramadan_late=1.2, after_ramadan=1.2,
                       school_holiday=1.3, year_end=1.2, eve=0.8, after=1.25, mobile_service=0.75)  # fmt: skip
    steady = Seasons(ramadan_early=0.7, eve=0.8, after=1.2)
    early = {8: 34.0, 9: 30.0, 10: 18.0, 11: 8.0, 13: 6.0, 14: 4.0}
    same_day = {8: 40.0, 9: 30.0, 10: 20.0, 11: 10.0}
    return SyntheticOffice(
        services=(
            ServiceLaw("paspor_baru", 5.5, seasons=pilgrims, booked=0.92),
            ServiceLaw("penggantian", 3.5, seasons=pilgrims, booked=0.92),
            ServiceLaw("prioritas", 2.0, seasons=replace(pilgrims, ramadan_late=1.9), hours=early),
            ServiceLaw("percepatan", 1.0, seasons=replace(pilgrims, ramadan_late=2.4), hours=same_day),
            ServiceLaw("informasi", 6.0, seasons=steady),
            ServiceLaw("bap", 0.5, seasons=steady),
            ServiceLaw("izin_tinggal", 0.8, seasons=steady, booked=0.6),
            ServiceLaw("pengambilan", 0.0, follows=("paspor_baru", "penggantian", "prioritas"),
                       hours={8: 10.0, 9: 18.0, 10: 20.0, 11: 14.0, 12: 6.0, 13: 18.0, 14: 14.0}),
        ),
        groups_a_month=1.5,
        group_service="paspor_baru",
    )  # fmt: skip
