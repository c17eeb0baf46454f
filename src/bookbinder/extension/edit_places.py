"""Moves the place of an exercise's button out of the exercise, where authors name it, to where readers see it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

PLACE = "span[@class='edit']"


class EditPlaces(Treeprocessor):
    """Makes a paragraph of each place, directly below its exercise."""

    def run(self, root: Element) -> None:
        """Change the page's tree."""
        for parent in [*root.iter()]:
            for exercise in [child for child in parent if child.tag == "details"]:
                for paragraph in exercise.findall("p"):
                    if (place := paragraph.find(PLACE)) is not None:
                        _move(place, paragraph, exercise, parent)


def _move(place: Element, paragraph: Element, exercise: Element, parent: Element) -> None:
    paragraph.text = (place.tail or "").lstrip()  # the place is the first thing in it
    paragraph.remove(place)
    if not paragraph.text and not len(paragraph):
        exercise.remove(paragraph)
    place.tag, place.tail = "p", exercise.tail
    parent.insert([*parent].index(exercise) + 1, place)
