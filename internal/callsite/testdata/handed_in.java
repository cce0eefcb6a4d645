package org.example.models;

import org.springframework.stereotype.Service;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.ListFoundationModelsRequest;

// The client is made elsewhere and handed in.
@Service
class ModelList {
    private final BedrockClient client;
    private final Mailer mailer;

    ModelList(BedrockClient client, Mailer mailer) {
        this.client = client;
        this.mailer = mailer;
    }

    Object all() {
        mailer.listFoundationModels();
        return client.listFoundationModels(ListFoundationModelsRequest.builder().build());
    }
}
