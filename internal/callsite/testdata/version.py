from aws_cdk import aws_stepfunctions as sfn

body = sfn.TaskInput.from_object({"anthropic_version": "bedrock-2023-05-31", "messages": []})
