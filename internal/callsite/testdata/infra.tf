resource "aws_bedrockagent_agent" "helper" {
  foundation_model = "anthropic.claude-3-haiku-20240307-v1:0" # "gpt-4o" is not here
  instruction      = <<-EOT
    Answer in one line.
  EOT
}

variable "embedding" {
  default = "amazon.titan-embed-text-v2:0"
}
