import java.net.http.*;
import java.util.*;
import org.json.JSONObject;
import org.json.JSONArray;

class A {
  static String ask(String q) throws Exception {
    String body = """
      {
        "model": "gpt-4o",
        "seed": 4,
        "messages": [{"role": "developer", "content": "%s"}]
      }
      """.formatted(q);
    HttpRequest request = HttpRequest.newBuilder()
      .uri(URI.create("https://api.openai.com/v1/chat/completions"))
      .header("Authorization", "Bearer " + System.getenv("OPENAI_API_KEY"))
      .POST(HttpRequest.BodyPublishers.ofString(body))
      .build();
    JSONObject o = new JSONObject();
    o.put("model", "gpt-3.5-turbo");
    o.put("logit_bias", 5);
    o.put("messages", new JSONArray().put(new JSONObject().put("role", "developer").put("content", "x")));
    Map<String, Object> m = new HashMap<>();
    m.put("model", "gpt-4");
    m.put("frequency_penalty", 1);
    m.put("messages", List.of(Map.of("role", "developer", "content", q)));
    Map<String, Object> n = Map.of("model", "gpt-4", "presence_penalty", 1, "messages", List.of(Map.of("role", "developer", "content", q)));
    return "";
  }
}
