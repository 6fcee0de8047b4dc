"""What tests do in a conversation."""

from assistant.turn import Turn


def titles(answer) -> list[str]:
    return [one.product.title for one in answer.recommendations]


def say(talk, *said):
    for words in said:
        answer = talk.say(Turn(words))
    return answer
