"""Questions to a window in its own process, see `helpers.table_process`, and what answers them."""

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from helpers.desk_answers import desk_answers
from helpers.drawn_texts import drawn_texts
from helpers.screen_answers import screen_answers
from helpers.watched_window import Frames, LostGraphics, laid_cards, laid_skirts
from ui.calling import call, picture_of
from ui.inspect import targets
from ui.main import PlanningWindow
from ui.scene_item import SceneItem


def window_answers(opened: PlanningWindow) -> Mapping[str, Callable[..., Any]]:
    """By question; what is told is plain enough for JSON."""
    scene, window = opened.map, opened.window
    assert isinstance(scene, SceneItem)
    graphics, frames = LostGraphics(window), Frames(window)
    return {
        "settled": lambda: opened.settled,
        "frames": frames.count,
        "size": lambda: (window.width(), window.height()),
        "picture": lambda file: picture_of(window).save(file),
        "beamer": lambda file: opened.beamer is not None and picture_of(opened.beamer).save(file),
        "texts": lambda: [dataclasses.asdict(text) for text in drawn_texts(window)],
        "beamer-texts": lambda: [dataclasses.asdict(text) for text in drawn_texts(opened.beamer)],
        "lose-graphics": graphics.lose,
        "lost-graphics": lambda times: graphics.lost == times,
        "drop": lambda *files: opened.drop([Path(file) for file in files]),
        "close": lambda: call(window, "close"),
        "resting": lambda: bool(opened.rest.property("resting")),
        **_laid_answers(opened),
        **_map_answers(scene),
        **_hands_answers(opened),
        **desk_answers(window),
        **screen_answers(opened),
    }


def _laid_answers(opened: PlanningWindow) -> Mapping[str, Callable[..., Any]]:
    window = opened.window
    return {
        "targets": lambda: {n: (t.x, t.y, t.width, t.height) for n, t in targets(window).items()},
        "there": lambda name: name in targets(window),
        "gone": lambda name: name not in targets(window),
        "cards": lambda: [r.getRect() for r in laid_cards(window.contentItem())],
        "skirts": lambda: laid_skirts(window.contentItem()),
    }


def _map_answers(scene: SceneItem) -> Mapping[str, Callable[..., Any]]:
    return {
        "camera": lambda: dataclasses.asdict(scene.view.camera),
        "place": lambda e, n: (scene.placeOf(e, n).x(), scene.placeOf(e, n).y()),
        "pick": scene.pick,
        "lookout": scene.lookout,
        "travel": scene.travelTo,
        "moving": lambda: scene.hand_on_map,
        "frame": lambda: scene.property("frameTime"),
        "item": lambda: (scene.property("width"), scene.property("height")),
        "covered": lambda: [box.getRect() for box in scene.property("covered")],
        "covered-beside": lambda: [[box.getRect() for box in part.property("covered")] for part in scene.parts],
    }


def _hands_answers(opened: PlanningWindow) -> Mapping[str, Callable[..., Any]]:
    return {
        "down": lambda: opened.listener.down if opened.listener else 0,
        "down-is": lambda count: (opened.listener.down if opened.listener else 0) == count,
        "packets": lambda: dataclasses.asdict(opened.listener.counts) if opened.listener else {},
    }
