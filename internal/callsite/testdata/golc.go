package main

import (
	"os"

	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/hupe1980/golc/embedding"
	"github.com/hupe1980/golc/model/chatmodel"
)

func models(client *bedrockruntime.Client) {
	plain, _ := chatmodel.NewOpenAI(os.Getenv("OPENAI_API_KEY"))
	cloud, _ := chatmodel.NewBedrock(client, "meta.llama3-8b-instruct-v1:0", func(o *chatmodel.BedrockOptions) {
		o.Temperature = nil
	})
	vectors := embedding.NewFake(3)
	_, _, _ = plain, cloud, vectors
}
