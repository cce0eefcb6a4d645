class Board < ApplicationRecord
  validates :model, presence: true
  rows = sensors.map { |s| { name: s.name, temperature: s.celsius } }
  post.comments.create author: current_user, body: params[:text]
  chat.message "Claude is on leave", to: team
end
