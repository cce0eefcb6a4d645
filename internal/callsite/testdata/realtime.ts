const VOICE = "marin";

export async function secret() {
  return fetch("https://api.openai.com/v1/realtime/client_secrets", {
    method: "POST",
    headers: { Authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
    body: JSON.stringify({
      session: {
        type: "realtime",
        model: "gpt-realtime",
        audio: { output: { voice: VOICE } },
      },
    }),
  });
}

export function again(channel: RTCDataChannel) {
  channel.send(JSON.stringify({ type: "session.update", session: { type: "realtime", model: "gpt-realtime", audio: { output: { voice: "marin" } } } }));
}
