# Tools and turns that another file sends: no vendor is named here.
TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "next_tram",
            "description": "When the next tram leaves",
            "parameters": {"type": "object", "properties": {"stop": {"type": "string"}}},
        },
    },
    {
        "type": "function",
        "function": {"name": "ticket", "parameters": {"type": "object", "properties": {}}},
    },
]

FLAT = [
    {"type": "function", "name": "next_tram", "parameters": {"type": "object", "properties": {}}},
    {"type": "web_search_preview"},
]

BLOCKS = [
    {
        "name": "next_tram",
        "description": "When the next tram leaves",
        "input_schema": {"type": "object", "properties": {}},
    },
]


def result(call, text):
    return {"role": "tool", "tool_call_id": call["id"], "content": text}


def picture(url):
    return [{"type": "image_url", "image_url": {"url": url}}]


def photo(data):
    return {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": data}}


JSON_MODE = {"type": "json_object"}

# None of these is a part of a request.
NODE = {"type": "function", "name": "area", "parameters": ["w", "h"]}
ABI = {"type": "function", "name": "transfer", "inputs": [], "outputs": []}
CALL = {"type": "function", "function": {"name": "next_tram", "arguments": "{}"}}
ACTION = {"type": "function", "function": print}
SERVER = {"name": "tram", "description": "of a server", "inputSchema": {"type": "object"}}
FORM = {"name": "tram", "description": "of a form", "input_schema": "tram.json"}
CARD = {"type": "image", "source": "tram.png"}
EOF_ = {"role": "tool", "name": "hammer"}
