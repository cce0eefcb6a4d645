package lang

// Left is how many nodes resolutions in a program may still copy.
func Left(u *Unit) int {
	u.index()
	return u.left
}
