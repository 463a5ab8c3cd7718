"""The demo workshop, done by one person at the desk: the acts of ``planningtable.app.demo.script``, in its order.

Areas are placed at the middle of what the script draws, in the size that the card proposes: at the desk, as at the
table, they are put down and not drawn. One person votes and answers once, whoever does so in the script.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import shapely
from shapely import Point

from helpers.desk import Desk
from planningtable.app.demo import plan, script
from planningtable.app.plugins import PluginHost
from planningtable.app.session import Session
from planningtable.domain.values import Parameter, Phase
from planningtable.indicators.indicator import Dimension
from ui.viewmodels.indicators import GOAL_STEPS

LAYERS = ("heavy-rain", "heat", "green-roof")
NEAR = 2.0
"""So far from its place a hand on a map of this size may put a measure [m]."""

LONG = 300.0
"""So long a layer may take on a slow machine [s]."""


@dataclass
class DemoAtDesk:
    """Plays the workshop, and notes which acts the journal must hold.

    Attributes:
        desk: who acts.
        expected: seat and label of each act.
    """

    desk: Desk
    expected: list[tuple[str, str]] = field(default_factory=list)
    _host: PluginHost = field(default_factory=PluginHost.discover)
    _values: dict[tuple[str, str], Parameter] = field(default_factory=dict)

    def all(self) -> None:
        """Everything, in the order of the script."""
        for part in (self.goals, self.variants, self.layers, self.compare, self.voices, self.export):
            part()

    def goals(self) -> None:
        self._enter("goals")
        desk, dimensions = self.desk, list(Dimension)
        desk.open("indicators")
        for _, indicator, target, weight in script.GOALS:
            info = self._host.indicators[indicator].info
            desk.press(f"desk.indicators.axis.{dimensions.index(info.dimension)}")
            desk.press(f"desk.indicators.{indicator}")
            steps = round((target - info.target) / ((info.target - info.worst) / GOAL_STEPS))
            desk.press("desk.indicators.goal.more")
            if steps:
                desk.press(f"desk.indicators.goal.{'more' if steps > 0 else 'less'}", abs(steps))
            heavier = round(weight) - 1
            if heavier:
                desk.press("desk.indicators.goal.heavier", heavier)
            self._act("set-goal", times=1 + abs(steps) + heavier)
        desk.press("desk.indicators.fix")
        self._act("fix-goals")
        desk.close("indicators")

    def variants(self) -> None:
        self._enter("variants")
        for plot in script.PLOTS:
            self._begin(plot.title)
            for placing in plot.placings:
                self._place(placing)
            self.desk.close("measures")
        self.desk.undo()
        self.desk.redo()
        self._act("undo")
        self._act("redo")

    def _begin(self, title: str) -> None:
        desk = self.desk
        desk.open("variants")
        desk.press("desk.variants.new")
        desk.press("desk.variants.rename")
        desk.process.at("desk.variants.done")
        desk.erase(len("Variante A"))
        desk.write(title)
        desk.press("desk.variants.done")
        desk.close("variants")
        self._act("add-variant")
        self._act("rename-variant")
        desk.open("measures")

    def _place(self, placing: script.Placing) -> None:
        desk, kind = self.desk, self._host.measure_kinds[placing.kind]
        desk.press(f"desk.measures.{kind.id}")
        given = dict(placing.settings)
        for parameter in kind.parameters:
            wanted = given.get(parameter.name, parameter.default)
            now = self._values.get((kind.id, parameter.name), parameter.default)
            desk.set(kind.id, parameter, now, wanted)
            self._values[kind.id, parameter.name] = wanted
        middle = shapely.point_on_surface(placing.shape)
        desk.touch(plan.WEST + middle.x, plan.SOUTH + middle.y)
        desk.press(f"desk.measures.{kind.id}")
        self._act("place-measure")

    def layers(self) -> None:
        """Every layer on every variant."""
        desk = self.desk
        desk.open("layers")
        desk.open("variants")
        for layer in LAYERS:
            desk.press(f"desk.layers.{layer}")
            for variant in ("base", "variant-1", "variant-2"):
                desk.press(f"desk.variants.{variant}")
                desk.process.until("settled", seconds=LONG)
        desk.press(f"desk.layers.{LAYERS[-1]}")
        desk.close("layers")
        desk.close("variants")

    def compare(self) -> None:
        """Two states side by side in every way, then what the indicators say."""
        self._enter("evaluation")
        desk = self.desk
        desk.open("compare")
        desk.press("desk.compare.swipe")
        desk.process.at("swipe.close")
        desk.press("swipe.close")
        desk.press("desk.compare.two")
        desk.process.at("views.close")
        desk.press("views.close")
        desk.close("compare")
        desk.open("indicators")
        desk.press("desk.indicators.after")
        desk.close("indicators")
        desk.process.until("settled", seconds=LONG)

    def voices(self) -> None:
        self._enter("feedback")
        for number, said in enumerate(script.VOICES, start=1):
            self._say(said, f"contribution-{number}")

    def _say(self, said: script.Said, id: str) -> None:
        desk = self.desk
        variant = {"base": "base", "a": "variant-1", "b": "variant-2"}[said.variant]
        desk.open("variants")
        desk.press(f"desk.variants.{variant}")
        desk.close("variants")
        desk.process.until("settled", seconds=LONG)
        if said.language == "en":
            self._speak(said.language)
        desk.open("comment")
        desk.press(f"desk.comment.{said.category}")
        desk.press("desk.comment.text")
        desk.write(said.text)
        desk.touch(plan.WEST + said.at[0], plan.SOUTH + said.at[1])
        desk.press("desk.comment.send")
        desk.close("comment")
        self._act("contribute")
        if said.language == "en":
            self._speak("de")
        desk.process.until("settled", seconds=LONG)
        desk.touch_pin(id, plan.WEST + said.at[0], plan.SOUTH + said.at[1])
        desk.press(f"desk.contribution.{said.votes[0][1]}")
        self._act("cast-vote")
        if said.answer is not None:
            desk.press("desk.contribution.answer")
            desk.process.at("desk.contribution.send")
            desk.write(said.answer[1])
            desk.press("desk.contribution.send")
            self._act("add-comment")
        desk.close("contribution")

    def _speak(self, language: str) -> None:
        self.desk.press("desk.language")
        self.desk.language = language

    def export(self) -> None:
        """The pack for the council."""
        self._enter("council")
        desk = self.desk
        desk.press("export")
        desk.press("export.start")
        desk.process.until("there", "export.open", seconds=LONG)
        desk.press("export.close")

    def _enter(self, phase: str) -> None:
        self.desk.press("status")
        self.desk.press(f"status.{phase}")
        self.expected.append(("facilitator", "command.enter-phase"))

    def _act(self, label: str, times: int = 1) -> None:
        self.expected += [("desk", f"command.{label}")] * times


def check(file: Path, expected: Sequence[tuple[str, str]]) -> None:
    """The journal holds each act once, in order and under the right seat; the workshop is the script's."""
    with Session.open(file) as session:
        assert [(act.seat, act.label) for act in session.history.log] == list(expected)
        state = session.state
    assert state.phase is Phase.COUNCIL
    assert state.goals_fixed
    assert [(goal.indicator, goal.weight) for goal in state.goals] == [(i, w) for _, i, _, w in script.GOALS]
    assert [variant.title for variant in state.variants[1:]] == [plot.title for plot in script.PLOTS]
    for variant, plot in zip(state.variants[1:], script.PLOTS, strict=True):
        for measure, placing in zip(variant.measures, plot.placings, strict=True):
            assert measure.kind == placing.kind
            assert dict(measure.parameters) == dict(measure.parameters) | dict(placing.settings)
            middle = shapely.point_on_surface(placing.shape)
            where = Point(plan.WEST + middle.x, plan.SOUTH + middle.y)
            assert measure.geometry is None or shapely.from_wkt(measure.geometry).distance(where) < NEAR
    said = [(c.seat, c.category, c.text, c.language, len(c.votes), len(c.comments)) for c in state.contributions]
    assert said == [("desk", s.category, s.text, s.language, 1, int(s.answer is not None)) for s in script.VOICES]
