import boto3

client = boto3.client("bedrock-runtime")


class Agent:
    def __init__(self):
        self.tools = None

    def ask(self):
        params = {"modelId": "amazon.nova-pro-v1:0", "messages": self.messages}
        if self.tools:
            params.update({"toolConfig": self.tools})
        params.update(system=[{"text": "Be brief."}])
        return client.converse(**params)


def manage(bedrock):
    bedrock.get_model_customization_job(jobIdentifier="job")
    return bedrock.list_custom_models()


PROMPT = """<s>[INST] {question} Answer as {{"answer": …}} [/INST]""".format(question="Why?")
