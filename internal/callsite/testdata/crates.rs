use gemini_rust::Gemini;
use langchain_rust::{chain::LLMChain, llm::openai::{OpenAI, OpenAIModel}};
use openai_api_rs::v1::{api::OpenAIClient, chat_completion::{self, ChatCompletionRequest}, common::GPT4_O};
use rig::{completion::Prompt, providers::{anthropic, cohere}};

async fn ask(key: String) -> Result<()> {
    let client = OpenAIClient::builder().with_api_key(key).build()?;
    let req = ChatCompletionRequest::new(GPT4_O.to_string(), vec![chat_completion::ChatCompletionMessage { role: chat_completion::MessageRole::user, content: q }])
        .tools(vec![])
        .max_tokens(9);
    let result = client.chat_completion(req).await?;
    let llm = OpenAI::default().with_model(OpenAIModel::Gpt4oMini.to_string());
    let gemini = Gemini::with_model(key, "models/gemini-2.0-flash".to_string())?;
    let reply = gemini
        .generate_content()
        .with_system_prompt("Be brief.")
        .with_response_schema(schema)
        .with_user_message("Hi")
        .execute()
        .await?;
    let claude = anthropic::Client::from_env();
    let agent = claude.agent("claude-3-5-sonnet-latest").build();
    let bedrock = aws_sdk_bedrockruntime::Client::new(&config);
    Ok(())
}
