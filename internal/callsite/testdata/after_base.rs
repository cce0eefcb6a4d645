use anyhow::Result;

fn first(base: &str, name: &str) -> String {
    let url = format!("{}/openai/deployments/{}/chat/completions?api-version=2024-12-01-preview", base, name);
    url
}
fn second(base: &str, name: &str) -> String {
    format!("{base}/openai/deployments/{name}/embeddings?api-version=2024-10-21")
}
fn third(base: &str, name: &str) -> String {
    let url = format!("https://api.openai.com/v1/chat/completions");
    let url = format!("{base}/openai/deployments/{name}/embeddings?api-version=2024-10-21");
    url
}
