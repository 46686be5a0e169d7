"""The simulated Zalo is new at every start: it is told of the made-up residents, so that they can be answered."""

from __future__ import annotations

from bot.demo.residents import COUNT, count_residents, person_id_of
from bot.simulator.people import Person
from bot.simulator.simulator import Simulator
from bot.store import Store, people, tags


def give_phones(simulator: Simulator, store: Store) -> None:
    """Everybody of a demo month, as far as `flask demo` was run, has a phone at the simulator."""
    for number in range(count_residents(store)):
        row = people.get(store, person_id_of(number))
        if row is None:
            continue
        person = Person(
            row.id,
            row.name or "Người dân",
            "Người mẫu của flask demo",
            follows=bool(row.follows),
            by_app=str(number + COUNT),
            last_interaction=row.last_interaction_at,
            tags=set(tags.of_person(store, row.id)),
        )
        with simulator.zalo.lock:
            simulator.zalo.people.add_person(person)
