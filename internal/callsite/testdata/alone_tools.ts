// Tools that another file sends, and what looks like them.
export const tools = [
  {
    type: "function",
    function: {
      name: "nextTram",
      description: "When the next tram leaves",
      parameters: { type: "object", properties: { stop: { type: "string" } } },
    },
  },
];

export const answer = (id: string, content: string) => ({ role: "tool", tool_call_id: id, content });

export const node = { type: 'function', name: 'area', parameters: ['w', 'h'] };
export const step = { type: "function", function: () => 1 };
export const isFunction = (x: unknown) => typeof x === "function";
