"""The version of the interface is a parameter's default."""
import openai


class Chat:
    def __init__(self, deployment: str, *, api_version: str = "2024-02-01", endpoint=None):
        self.client = openai.AzureOpenAI(azure_deployment=deployment, api_version=api_version, azure_endpoint=endpoint)


def search(index: str, search_api_version: str = "2023-11-01"):
    return index, search_api_version
