const chat = {
	name: "gpt-4o",
	executableId: "azure-openai",
	scenarioId: "foundation-models",
	parameterBindings: [{ key: "modelName", value: "gpt-4o" }],
};
const claude = {
	name: "claude-3-5-sonnet",
	executableId: "aws-bedrock",
	scenarioId: "foundation-models",
	parameterBindings: [{ key: "modelName", value: "anthropic--claude-3.5-sonnet" }],
};
const job = { name: "train", executableId: "my-training", scenarioId: "demo" };
