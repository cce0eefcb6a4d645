import { Mistral } from "@mistralai/mistralai";

export function parts(att: { type: string; mime: string }, base64: string) {
  const content: any[] = [{ type: "text", text: "See this." }];
  content.push({ type: "image_url", imageUrl: `data:${att.mime};base64,${base64}` });
  content.push({ type: "document_url", documentUrl: `data:${att.mime};base64,${base64}` });
  content.push({ type: "image_url", image_url: `data:${att.mime};base64,${base64}` });
  content.push({ type: "image_url", image_url: { url: `data:${att.mime};base64,${base64}` } });
  content.push({ type: "document_url", document_url: `data:${att.mime};base64,${base64}` });
  return content;
}
