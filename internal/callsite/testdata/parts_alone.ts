import type { MistralModel } from "./types";

export function parts(att: { type: string; mime: string }, base64: string) {
  const content: any[] = [{ type: "text", text: "See this." }];
  if (att.type === "image") {
    content.push({ type: "image_url", image_url: `data:${att.mime};base64,${base64}` });
  } else {
    content.push({
      type: "document_url",
      document_url: `data:${att.mime};base64,${base64}`,
    });
  }
  return content;
}
