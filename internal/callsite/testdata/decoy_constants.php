<?php
class Client {
    public function url(): string {
        return $this->given === '' ? self::OPENAI_API_BASE_URL : Application::ANTHROPIC_API_VERSION;
    }
}
