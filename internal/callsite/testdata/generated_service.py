import google.ai.generativelanguage as glm

service = glm.GenerativeServiceClient()
answer = service.generate_answer(glm.GenerateAnswerRequest(contents=[]))
