<?php
return [
    'anthropic' => [
        'version' => env('ANTHROPIC_API_VERSION', '2023-06-01'),
        'url' => env('ANTHROPIC_URL', Application::ANTHROPIC_BASE_URL),
    ],
    'files' => ['version' => env('FILES_API_VERSION', '2023-06-01')],
];
