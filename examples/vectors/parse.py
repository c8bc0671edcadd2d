QUESTIONS = {"parse": lambda record: None}
