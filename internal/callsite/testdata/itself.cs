using Google.Cloud.AIPlatform.V1;
            string message => new Content
            {
                Parts = { new[] { new Part { Text = message } } },