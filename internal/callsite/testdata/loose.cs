using System.Net.Http.Json;
using System.Text.Json;

public class A {
  public async Task<string> Ask(string q) {
    var http = new HttpClient();
    http.DefaultRequestHeaders.Add("Authorization", "Bearer " + Environment.GetEnvironmentVariable("OPENAI_API_KEY"));
    var res = await http.PostAsJsonAsync("https://api.openai.com/v1/chat/completions", new {
      model = "gpt-4o",
      seed = 4,
      messages = new[] { new { role = "developer", content = q } },
      response_format = new { type = "json_object" }
    });
    var body = $$"""
    {"model": "gpt-4o", "frequency_penalty": 1, "messages": [{"role": "developer", "content": "{{q}}"}]}
    """;
    var c = new StringContent(JsonSerializer.Serialize(new ChatReq { Model = "gpt-3.5-turbo", LogitBias = 3, Messages = new List<Msg> { new Msg { Role = "developer", Content = q } } }), Encoding.UTF8, "application/json");
  }
}
public class ChatReq {
  [JsonPropertyName("model")] public string Model { get; set; }
  [JsonPropertyName("logit_bias")] public int LogitBias { get; set; }
  [JsonPropertyName("messages")] public List<Msg> Messages { get; set; }
}
public record Msg { [JsonPropertyName("role")] public string Role { get; set; }  [JsonPropertyName("content")] public string Content { get; set; } }
