from google.genai import types

import pipeline


def ask(video):
    """The client, and the call, are another module's."""
    client = pipeline.client()
    uploaded = client.files.upload(file=video, config=types.UploadFileConfig(mime_type="video/mp4"))
    part = types.Part(file_data=types.FileData(file_uri=uploaded.uri, mime_type="video/mp4"))
    config = types.GenerateContentConfig(
        response_mime_type="application/json",
        response_json_schema=pipeline.SCHEMA,
        system_instruction="Be brief.",
        top_k=4,
    )
    return pipeline.call(part, config=config)


def known(client):
    config = types.GenerateContentConfig(top_k=5)
    return client.models.generate_content(model="gemini-2.5-flash", contents="Hi", config=config)
