"""What the bot answers. The order is the behaviour: of two topics that could answer, the earlier one does."""

from bot.router import Topic
from handlers import (
    articles,
    attachments,
    broadcasts,
    clarify,
    declines,
    emergency,
    fallback,
    feedback,
    greeting,
    guides,
    interests,
    life_events,
    my_data,
    neighbourhood,
    office,
    own_phone,
    own_zalo,
    person,
    places,
    postal,
    procedures,
    quiz,
    rating,
    small_talk,
    tickets,
)
from handlers.address import noticing
from handlers.caution import cautioning
from handlers.neighbourhood import hearing
from handlers.tickets import looking_up

TOPICS: list[Topic] = [
    noticing(module.topic if module is emergency else cautioning(looking_up(hearing(module.topic))))
    for module in (
        emergency,
        person,
        own_zalo,
        my_data,
        own_phone,
        broadcasts,
        interests,
        neighbourhood,
        procedures,
        clarify,
        life_events,
        quiz,
        postal,
        office,
        places,
        articles,
        feedback,
        tickets,
        rating,
        greeting,
        small_talk,
        guides,
        declines,
        attachments,
        fallback,
    )
]
