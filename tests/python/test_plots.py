"""Pictures: what is drawn is what the file says, without warnings."""

import warnings
from collections.abc import Iterator

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import xarray as xr

import caravan
from caravan import plots
from caravan.plots import series as ps
from caravan.plots.network_map import yearly_flows
from caravan.plots.style import COLOURS, colours_of, number, numbers, spread_labels


@pytest.fixture(autouse=True)
def drawn_without_warnings() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
        for figure in map(plt.figure, plt.get_fignums()):
            figure.canvas.draw()
    plt.close("all")


def texts(axes: plt.Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_flows_are_summed_over_whole_months_and_levels_averaged(small: xr.Dataset) -> None:
    flow = ps.resample(small.delivered_teu, "MS")
    assert flow.sizes["time"] == 2  # January and February; 1 March is cut short
    january = small.delivered_teu.sel(time="2023-01").sum("time")
    np.testing.assert_allclose(flow.isel(time=0), january)
    level = ps.resample(small.stock_teu, "7D")
    assert level.sizes["time"] == 60 // 7
    np.testing.assert_allclose(level.isel(time=0), small.stock_teu.isel(time=slice(7)).mean("time"))
    with pytest.raises(ValueError, match="keep_attrs=True"):
        ps.resample(small.stock_teu * 2, "7D")


def test_what_is_too_small_for_a_line_of_its_own_is_drawn_together() -> None:
    count = len(COLOURS) + 2
    values = np.arange(count, 0, -1) * np.ones((2, 3, 1))
    flow = xr.DataArray(values, dims=["replication", "time", "link"], attrs={"cell_methods": "time: sum"},
                        coords={"time": [0, 1, 2], "link": [f"l{i}" for i in range(count)]})
    shown, names = ps.largest(flow, "link")
    assert names == [*[f"l{i}" for i in range(len(COLOURS) - 1)], "3 others together"]
    np.testing.assert_array_equal(shown[0, 0, :-1], values[0, 0, :len(COLOURS) - 1])
    assert float(shown[0, 0, -1]) == values[0, 0, len(COLOURS) - 1:].sum()
    assert ps.largest(flow[..., :3], "link")[1] == ["l0", "l1", "l2"]
    level = flow.assign_attrs(cell_methods="time: mean")
    assert ps.largest(level, "link")[1] == [f"l{i}" for i in range(len(COLOURS))]


def test_a_line_is_the_mean_and_a_band_its_spread(small: xr.Dataset) -> None:
    axes = plots.over_time(small.delivered_teu)
    (line,) = axes.lines
    np.testing.assert_allclose(line.get_ydata(), ps.resample(small.delivered_teu, "MS").mean("replication").sel(
        corridor="sea"))
    assert texts(axes) == ["Containers delivered", "Over the sea"]
    assert axes.get_title(loc="left").startswith("TEU a month; mean of 4 replications")
    assert len(axes.collections) == 1
    alone = plots.over_time(small.delivered_teu.isel(replication=[0]))
    assert not alone.collections
    assert alone.get_title(loc="left") == "TEU a month"


def test_it_asks_by_what_where_that_is_open(small: xr.Dataset) -> None:
    with pytest.raises(ValueError, match='by="corridor"'):
        plots.over_time(small.delivered_mass)
    with pytest.raises(ValueError, match="is not by place"):
        plots.over_time(small.delivered_mass, "place")
    axes = plots.over_time(small.delivered_mass, "commodity", period="7D")
    assert axes.get_title(loc="left").startswith("t a week")


def test_the_heat_map_has_the_worst_first(small: xr.Dataset) -> None:
    axes = plots.heat_map(small.waiting_mass, "place")
    mean = small.waiting_mass.mean(["replication", "time"]).to_series()
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names[0] == str(small.place_name.sel(place=mean.idxmax()).values)
    assert len(names) == (mean > 0).sum()
    (mesh,) = axes.collections[:1]
    assert mesh.get_array().size == len(names) * (60 // 7)


def test_widths_on_the_map_are_flows(small: xr.Dataset) -> None:
    flows = yearly_flows(small, "teu").set_index(["a", "b"])
    teu = float(small.link_teu.sel(link=["aktau-alat", "alat-aktau"]).sum(["time", "link"]).mean())
    assert flows.loc[("aktau", "alat"), "flow"] == pytest.approx(teu / 1000 / small.caravan.years)
    mass = yearly_flows(small, "mass").set_index(["a", "b", "mode"])
    oil = float((small.line_flow / small.barrels_per_tonne).sel(link="alat-ceyhan").sum(
        ["time", "commodity"]).mean())
    assert mass.loc[("alat", "ceyhan", "pipeline"), "flow"] == pytest.approx(oil / 1e6 / small.caravan.years)
    axes = plots.flow_map(small)
    legend = axes.get_legend()
    words = [text.get_text() for text in legend.get_texts()]
    assert words[:2] == ["rail", "sea"] and words[-3].endswith("million t a year")
    legend.figure.canvas.draw()
    for handle, text in zip(legend.legend_handles if hasattr(legend, "legend_handles") else legend.legendHandles,
                            legend.get_texts()):
        assert handle.get_window_extent().x1 <= text.get_window_extent().x0
        assert handle.get_solid_capstyle() == "butt" or handle.get_linewidth() < 5  # what sticks out covers the words
    assert {"Aktau", "Alat", "Ceyhan"} <= {text.capitalize() for text in texts(axes)}
    with pytest.raises(ValueError, match="nothing of trucks"):
        plots.flow_map(small, "trucks")


def test_bars_of_time_are_as_long_as_transit_times(small: xr.Dataset) -> None:
    axes = plots.time_went(small, most=3)
    longest = float(small.demand_transit_mean.mean("replication").max())
    assert f"{longest:.1f}" in texts(axes)
    assert len(axes.containers) == 4  # and all else
    assert [label.get_text() for label in axes.get_yticklabels()] == ["almaty to alat, containers", "aktau to alat, crude"]
    with pytest.raises(ValueError, match="demands like nobody"):
        plots.time_went(small, "nobody")


def test_bottlenecks_are_drawn_worst_first(small: xr.Dataset) -> None:
    figure = plots.bottlenecks(small)
    names = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    worst = small.caravan.bottlenecks("*/berths/*").index[:12]
    assert names == list(small.facility_name.sel(facility=worst).values)
    assert "aktau, container berths" in names
    with pytest.raises(ValueError, match="no facility like"):
        plots.bottlenecks(small, "*/ice_breakers")


def test_the_longest_bar_of_a_tornado_is_on_top() -> None:
    table = pd.DataFrame({"low": [9.5, 5.0, 12], "high": [10.5, 12.0, 11], "low_at": ["1", "2", "3"],
                          "high_at": ["2", "4", "9"]}, index=["small", "large", "one-sided"])
    axes = plots.tornado(table, base=10, title="What it depends on", unit="TEU a year")
    assert [label.get_text() for label in axes.get_yticklabels()] == ["large", "one-sided", "small"]
    assert axes.get_title(loc="left") == "TEU a year, when one factor at a time is low or high; 10 as it is"
    low, high = axes.containers
    assert [bar.get_width() for bar in low] == [-5, 2, -0.5]
    assert [bar.get_width() for bar in high] == [2, 1, 0.5]


def test_sobol_bars_with_and_without_intervals() -> None:
    table = pd.DataFrame({"S1": [0.1, 0.6], "ST": [0.3, 0.7]}, index=["b", "a"])
    axes = plots.sobol(table, title="Whose variance it is")
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b"]
    plots.sobol(table.assign(S1_conf=0.05, ST_conf=0.1), title="Whose variance it is")


def test_the_resilience_curve_tells_loss_and_recovery() -> None:
    times = pd.date_range("2023-01-01", periods=40, freq="D")
    usual = xr.DataArray(np.full((3, 40), 10.0), dims=("replication", "time"),
                         coords={"replication": [0, 1, 2], "time": times})
    disturbed = usual.copy()
    disturbed[:, 5:10] = 0
    disturbed[:, 20:30] = 15

    def told() -> list[str]:
        figure = plots.resilience_curve(caravan.resilience(disturbed, usual), title="A closure", unit="TEU")
        return [texts(axes)[-1] for axes in figure.axes]

    assert told() == ["back to the usual flow after 5 days",
                      "behind by then: 50 ± 0 TEU\nmade good after 25 ± 0 days"]
    disturbed[1, 20:30] = 10
    assert told()[1].endswith("made good in 2 of 3 replications")
    disturbed[:, 8:] = 0
    assert told()[0] == "not back to the usual flow in this run"


def titles(data: xr.Dataset) -> list[str]:
    return [axes.texts[0].get_text() for axes in plots.picture(data).axes]


def test_the_picture_shows_what_there_is(small: xr.Dataset) -> None:
    waits = "Cargo that waits for a carrier, where most waits"
    everything = ["Freight delivered", "Crude delivered by rail and sea", "Oil through pipelines", waits]
    assert titles(small) == everything
    assert titles(small.isel(replication=[0])) == everything
    # A file leaves out what its scenario has none of.
    assert titles(small.drop_dims("tank").sel(commodity=["containers"])) == ["Freight delivered", waits]
    without = small.drop_dims("corridor").assign(waiting_mass=small.waiting_mass.where(False, 0.0))
    assert titles(without) == ["Oil through pipelines"]


def test_figures_are_signed(small: xr.Dataset) -> None:
    figure = plots.sign(plots.over_time(small.delivered_teu).figure, small)
    assert "A small corridor; 4 replications, seed 1; caravan 0." in figure._supxlabel.get_text()


def test_labels_keep_their_order_and_their_distance() -> None:
    np.testing.assert_allclose(spread_labels([0.0, 10.0], 1), [0, 10])
    np.testing.assert_allclose(spread_labels([5.0, 5.0, 5.0], 2), [3, 5, 7])
    np.testing.assert_allclose(spread_labels([9.0, 1.0, 1.0], 2), [9, 0, 2])
    np.testing.assert_allclose(spread_labels([9.0, 1.0, 1.0], 2, floor=1), [9, 1, 3])


def test_a_column_of_numbers_has_the_digits_that_its_largest_needs() -> None:
    assert numbers(np.array([66.94, 47, 9.466])) == ["66.9", "47.0", "9.5"]
    assert numbers(np.array([16217.0, 865, -40])) == ["16\u2009200", "900", "0"]
    assert numbers(np.array([0.0, 0.0])) == ["0", "0"]
    assert numbers(np.array([])) == []


def test_numbers_are_spelt_as_planners_do() -> None:
    assert [number(x) for x in (0, 0.25, 12.5, 12500, -3)] == ["0", "0.25", "12.5", "12\u2009500", "\u22123"]


def test_more_lines_than_colours_have_lighter_ones() -> None:
    many = colours_of(20)
    assert len(set(many)) == 20
    assert many[:8] == [colour.lower() for colour in COLOURS]
