class Reader:
    def __init__(self, session, storage, offline=False):
        self.session = session
        service = "bedrock-runtime"
        if offline:
            service = "bedrock"
        self.models = self.session.client(service_name=service, region_name="us-east-1")
        self.runtime = session.client("bedrock-runtime")
        self.files = session.client("s3")
        self.inbox = storage.client("inbox")

    def read(self, page):
        return self.runtime.converse(modelId="amazon.nova-lite-v1:0", messages=page)
