use aws_sdk_bedrockruntime::{types::{ContentBlock, Message, SystemContentBlock}, Client};

async fn ask(config: Config) -> Result<()> {
    let client = Client::new(&config);
    let reply = client
        .converse()
        .model_id("anthropic.claude-3-haiku-20240307-v1:0")
        .system(SystemContentBlock::Text("Be brief.".into()))
        .messages(message)
        .tool_config(tools)
        .send()
        .await?;
    Ok(())
}
