<?php

use GuzzleHttp\Client;

$client = new Client(['timeout' => 60]);
$response = $client->request('GET', 'https://example.org/weather');
