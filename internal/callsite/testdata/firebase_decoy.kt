package shop

import com.google.firebase.Firebase
import com.google.firebase.auth.auth

class Session {
    val user = Firebase.auth.currentUser
    fun ai(level: Int) = level
    fun play() = Robot.ai(level = 3).generativeModel("easy")
}
