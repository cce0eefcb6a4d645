use async_openai::{
    config::OpenAIConfig,
    types::{CreateChatCompletionRequestArgs, CreateCompletionRequestArgs},
    Client,
};

pub struct Writer {
    client: Client<OpenAIConfig>,
}

impl Writer {
    pub fn new(config: OpenAIConfig) -> Self {
        let client = Client::<OpenAIConfig>::with_config(config);
        Self { client }
    }

    pub async fn complete(&self, prompt: &str) -> Result<String> {
        let words = prompt.split(' ').collect::<Vec<_>>();
        let request = CreateCompletionRequestArgs::default()
            .model("gpt-3.5-turbo-instruct")
            .prompt(words)
            .presence_penalty(0.5)
            .build()?;
        let response = self
            .client
            .completions()
            .create(request)
            .await?;
        Ok(response.choices[0].text.clone())
    }

    pub async fn chat(&self, prompt: &str) -> Result<()> {
        let request = CreateChatCompletionRequestArgs::default().model("gpt-4o").build()?;
        self.client.chat().create(request).await?;
        Ok(())
    }
}
