<?php

use Prism\Prism\{Enums\Provider, Prism};
use DeepSeek\DeepSeekClient;

$text = Prism::text()
    ->using(Provider::Anthropic, 'claude-3-5-sonnet-latest')
    ->withSystemPrompt('Be brief.')
    ->withMaxTokens(9)
    ->asText();
$reply = DeepSeekClient::build($key)->query('Hi')->withModel('deepseek-chat')->run();
