use std::sync::Arc;

use async_openai::{config::AzureConfig, types::{ChatCompletionRequestUserMessage, CreateChatCompletionRequestArgs}, Client};
use llm::builder::{LLMBackend, LLMBuilder};
use rig::providers::gemini;

async fn ask() -> Result<(), Box<dyn std::error::Error>> {
    let client = Arc::new(Client::new());
    let request = CreateChatCompletionRequestArgs::default()
        .model("gpt-4o")
        .n(2)
        .messages([ChatCompletionRequestUserMessage::from("Hi").into()])
        .build()?;
    let response = client.chat().create(request).await?;
    let azure = Client::with_config(AzureConfig::new().with_api_base("https://a.openai.azure.com").with_api_version("2024-10-21"));
    let agent = gemini::Client::from_env().agent("gemini-2.5-pro").build();
    let groq = LLMBuilder::new().backend(LLMBackend::Groq).model("llama-3.1-8b-instant").build()?;
    Ok(())
}
