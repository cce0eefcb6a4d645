import { GoogleGenerativeAI } from '@google/generative-ai'
import { GoogleAIFileManager } from '@google/generative-ai/server'

const files = new GoogleAIFileManager(key)
export const upload = async file => (await files.uploadFile(file.path, { mimeType: file.type })).file
export const state = async id => await files.getFile(id)
const part = { fileData: { mimeType: "video/mp4", fileUri: uri } }
