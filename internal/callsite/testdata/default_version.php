<?php
class Settings {
	const DEFAULT_API_VERSION = '2024-02-15-preview';
	public function version() { return $this->env('AZURE_OPENAI_API_VERSION', self::DEFAULT_API_VERSION); }
	public function key() { return getenv('AZURE_OPENAI_API_KEY'); }
}
