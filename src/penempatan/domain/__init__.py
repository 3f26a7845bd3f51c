"""The words of the field, standard library only: employees, vacancies, education, ranks, plans."""
