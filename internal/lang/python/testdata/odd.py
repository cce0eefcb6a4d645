# What may stand where one does not look for it.
from openai import (  # remark behind a bracket
    # remark of its own
    OpenAI,

    AsyncOpenAI  # no comma
)

type Pair[T, U = int] = tuple[T, U]


@decorators.get("plain")(
    # remark in a decorator
    model="gpt-4o",
)
@app.post("/ask", response_model=Answer[str],
          tags=["ask"])
async def ask[T: (str, bytes), *Ts, **P](
    client: OpenAI,  # remark between parameters
    /,
    *parts: T,
    model: str = "gpt-4o-mini",
    **options: P.kwargs,
) -> Answer[T]:
    answer = client.chat.completions.create(  # remark behind the bracket
        # remark before the first argument
        *defaults,
        model=model,  # "gpt-4" is no text here
        messages=[
            # the system's words
            {"role": "system", "content": "You are "  # between two pieces
                                          "brief."},
            *history,  # spread
            {**turn, "content": R"\d" rb"" f'{who}'},
        ],
        **{"temperature": 0.2, **options},
        # remark behind the last argument
    ).choices[0].message
    answer = (
        client  # the object
        # its member
        .chat.completions \
        .create(model=(  # in brackets
            "gpt-4"
        ), **extra)
    )
    text = '''one
# no remark
"two"''' """ three"""
    first, *rest = call(*parts, *[1, 2], sep="")
    print(*rest, f"""{
        client.name  # a remark in a hole
    } {options["a"]:{'>'}{10}} {'{'}{'#'}""")
    if (n := len(text)) > 1: return [*rest, *parts][-1]


class Box[T](Generic[T], key="box"):
    model: ClassVar[str] = "o3"  ;  other = "o4-mini"

    @property
    def one(self) -> "Box[T]": return Box[T](model="inner")

    @staticmethod
    def two(): ...
