<?php
use Aws\BedrockRuntime\BedrockRuntimeClient;
use Symfony\AI\Platform\Bridge\Anthropic\Factory;

$client = OpenAI::client(getenv('OPENAI_API_KEY'));
$client->chat()->create(['model' => 'gpt-4o', 'messages' => [['role' => 'user', 'content' => 'Hi']], 'logit_bias' => ['50256' => -100]]);
$client->threads()->runs()->create('thread_1', ['assistant_id' => 'asst_1']);
$platform = Factory::createPlatform(env('ANTHROPIC_API_KEY'));

class Service
{
    private $runtime;

    public function __construct()
    {
        $this->runtime = new BedrockRuntimeClient(['region' => 'us-east-1']);
    }

    public function ask(string $q)
    {
        $body = ['anthropic_version' => 'bedrock-2023-05-31', 'max_tokens' => 9, 'top_k' => 5, 'messages' => [['role' => 'user', 'content' => $q]]];
        return $this->runtime->invokeModel(['modelId' => 'anthropic.claude-3-haiku-20240307-v1:0', 'body' => json_encode($body)]);
    }
}

enum MistralChatModel: string
{
    case Tiny = 'mistral-tiny';
    case Small = 'mistral-small-latest';
    case Dog = 'poodle-small';
}
