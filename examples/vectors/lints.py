ask_check = None
